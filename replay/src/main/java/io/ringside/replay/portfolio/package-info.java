/** Back tests of portfolios: their data, their run, and what it leaves in files. */
package io.ringside.replay.portfolio;
