/** The history edge: back tests, proofs, explanations and reports over journals. */
package io.ringside.replay;
