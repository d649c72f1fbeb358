/**
 * The journal: one record for every event, written ahead of the broker, proving itself whole when read.
 *
 * <pre>
 *   JournalWriter   lock > permissions > space > folder > scan > manifest > Chronicle Queue > OPEN > append … CLOSE
 *                                                   |                            |
 *   JournalReader   <---- ExcerptWalker (plain bounded reads, no Chronicle) ---- the same file, live or closed
 *        |
 *        +-- JournalRecord   decodes what arrived into a slot
 *        +-- RecordComparison  compares what was decided, bit for bit
 *        +-- JournalDigest   one SHA-256 over all of it, clocks masked
 * </pre>
 *
 * <p>A journal is a folder with one Chronicle Queue cycle for ever: the queue's clock stands still at the session's date,
 * so nothing rolls and no clock can go back over a roll. It holds
 *
 * <ul>
 *   <li>{@code manifest}: what the journal must at least contain; checksummed, replaced atomically, synced;
 *   <li>{@code 20250521F.cq4}: the records, with the queue's header and index pages, all of which are checked;
 *   <li>{@code journal.lock}: the operating system's lock on it says that a writer lives; empty when nobody writes;
 *   <li>{@code metadata.cq4t}: the queue's lock table, only while a writer lives or after one died. Nothing in it is
 *       ours, no reader opens it, and a new writer throws it away: so no stale lock and no crafted header survives.
 * </ul>
 */
package io.ringside.engine.journal;
