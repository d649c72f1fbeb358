/** The daemon: one trading day after the other, each recovered from its journal before it trades. */
package io.ringside.gateway.live;
