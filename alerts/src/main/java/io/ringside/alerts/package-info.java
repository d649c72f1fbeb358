/**
 * Alerts and metrics that leave the machine. A process of its own reads what a daemon leaves in its folder, writes alerts
 * into an outbox, and sends them by mail, Telegram, webhook or command.
 *
 * <pre>
 *   journal's tail  --+                                     +-- courier, mail      --&gt; SMTP server
 *   status.json     --+-- Watch -- alerts --&gt; Outbox, fsync --+-- courier, telegram  --&gt; api.telegram.org
 *   unacknowledged  --+    (one thread)    (a file)         +-- courier, webhook   --&gt; Discord, Slack, own
 *   kill            --+                                     +-- courier, command   --&gt; a program of the user's
 * </pre>
 *
 * <p>An alert and how far the watch has read are one append to the outbox: it is written once, and delivered at least once.
 * Threads: one watches the folder; each channel has one, so that none waits for another. The daemon does not depend on any
 * of this.
 */
package io.ringside.alerts;
