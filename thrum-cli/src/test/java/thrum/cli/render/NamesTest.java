package thrum.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({"ada_api, @ada_api", "user:mira, @user:mira", "agent:reviewer:9ABCDEFGHJ, @reviewer",
    "reviewer_9ABCDEFGHJ, @reviewer", "reviewer_9abcdefghj, @reviewer_9abcdefghj", "agent:odd, @agent:odd",
    "x_1234567890, @x_1234567890", "_9ABCDEFGHJ, @_9ABCDEFGHJ"})
  void oldIdsShowTheirRole(String id, String shown) {
    assertEquals(shown, Names.display(id));
  }

  @ParameterizedTest
  @CsvSource({"@ada, ada", "ada, ada", "@@ada, @ada"})
  void oneAtSignIsOptional(String typed, String name) {
    assertEquals(name, Names.plain(typed));
  }
}
