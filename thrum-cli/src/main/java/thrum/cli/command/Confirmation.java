package thrum.cli.command;

import thrum.protocol.failure.Refused;

/**
 * Asks before something that cannot be undone. Only somebody at a terminal can be asked; everybody else has
 * to say
 * beforehand that it is meant (01 §6).
 */
public record Confirmation(Workplace place) {

  /**
   * Whether the person says {@code y}; anything else is a no.
   *
   * @param action what would be done, as {@code "delete @bo"}; the question goes to stderr, so stdout stays
   * clean
   * @param instead what to do where nobody can be asked, as {@code "add --force"}
   * @throws Refused nobody can be asked
   */
  public boolean given(String action, String instead) {
    if (place.json() || !place.invocation().terminal().stdin()) {
      throw new Refused("nobody can be asked here whether to " + action + "; to go ahead, " + instead);
    }
    place.out().flush();
    String question = Character.toUpperCase(action.charAt(0)) + action.substring(1) + "? [y/N] ";
    place.err().raw(question).flush();
    return TypedLine.read(place.invocation().in()).equalsIgnoreCase("y");
  }
}
