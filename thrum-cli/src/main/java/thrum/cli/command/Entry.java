package thrum.cli.command;

/** What a word of the command line can name: a command, or a group of commands. */
public sealed interface Entry permits ThrumCommand, CommandGroup {}
