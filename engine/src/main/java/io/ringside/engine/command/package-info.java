/** What every command line has in common: options, help, version, exit codes, and how a mistake is reported. */
package io.ringside.engine.command;
