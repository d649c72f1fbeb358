/**
 * {@code ringside fetch}: history from Interactive Brokers into bar files.
 *
 * <pre>
 *   FetchCommand > FetchPlan (requests of a span of days) > FetchHistory (one by one, within the broker's rules) > FetchFile
 * </pre>
 *
 * <p>{@code FetchFile} appends each answer and syncs it, so that an interrupted fetch can be continued. Threads: the command's;
 * the broker's answers come on the reader's thread of {@code TwsConnection} and are queued.
 */
package io.ringside.gateway.ib.fetch;
