package thrum.core.projection;

/** What became of a line that was given to the {@link Applier}. */
public enum Applied {
  /** It is stored and has its effects. */
  WHOLE,
  /** It is stored and quarantined: its effects failed. */
  WITHOUT_EFFECT,
  /** Its id was known; nothing changed unless it is the smaller variant (ruling 41). */
  KNOWN
}
