/** History of Interactive Brokers into bar files, in pieces, resumable, no faster than the broker allows. */
package io.ringside.gateway.ib.fetch;
