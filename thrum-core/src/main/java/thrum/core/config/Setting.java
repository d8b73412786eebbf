package thrum.core.config;

/** A value and where it comes from. */
public record Setting<T>(T value, ConfigKey.Source source) {}
