/** What executions make of an account: cash, positions, equity. Shared by the risk stage, the simulated broker and reports. */
package io.ringside.engine.account;
