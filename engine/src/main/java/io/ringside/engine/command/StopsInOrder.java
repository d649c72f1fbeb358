package io.ringside.engine.command;

/** A command whose own shutdown hook ends its work in order, whoever ends the process. */
public interface StopsInOrder {}
