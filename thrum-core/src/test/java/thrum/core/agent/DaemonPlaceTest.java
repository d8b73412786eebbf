package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DaemonPlaceTest {

  @Test
  void theChosenHostnameWins() {
    assertEquals("anvil", DaemonPlace.of("widgets", "anvil", "box.local").hostname());
  }

  @Test
  void theMachinesNameLosesItsMulticastSuffix() {
    assertEquals("box", DaemonPlace.of("widgets", null, "box.local").hostname());
    assertEquals("box.example", DaemonPlace.of("widgets", "", "box.example").hostname());
  }
}
