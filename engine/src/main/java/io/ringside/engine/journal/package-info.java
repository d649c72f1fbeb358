/**
 * The journal: one record for every event, written before its orders are sent, and verified when it is read.
 *
 * <pre>
 *   JournalWriter   lock > permissions > space > folder > scan > manifest > Chronicle Queue > OPEN > append … CLOSE
 *                                                   |                            |
 *   JournalReader   <---- ExcerptWalker (plain bounded reads, no Chronicle) ---- the same file, live or closed
 *        |
 *        +-- JournalRecord   decodes the input event into a slot
 *        +-- RecordComparison  compares the decisions, bit for bit
 *        +-- JournalDigest   one SHA-256 over all of it, clocks masked
 * </pre>
 *
 * <p>Threads: {@code append} belongs to the journal stage; a watchdog thread calls {@code JournalWriter.check}, which
 * reserves file space and advances the manifest; {@code PageToucher} is a daemon thread. A reader belongs to its caller and
 * shares nothing with the writer but the file.
 *
 * <p>A journal is a folder with exactly one Chronicle Queue cycle: the queue's clock is fixed at the session's date, so it
 * never rolls. The folder holds
 *
 * <ul>
 *
 *   <li>{@code manifest}: what the journal must at least contain; checksummed, replaced atomically, synced;
 *
 *   <li>{@code 20250521F.cq4}: the records, with the queue's header and index pages, all of which are checked;
 *
 *   <li>{@code journal.lock}: locked by the operating system while a writer runs; empty when there is none;
 *
 *   <li>{@code metadata.cq4t}: the queue's lock table, while a writer runs or after one died. It holds no records, no
 *       reader opens it, and a new writer deletes it, so no stale lock survives.
 *
 * </ul>
 */
package io.ringside.engine.journal;
