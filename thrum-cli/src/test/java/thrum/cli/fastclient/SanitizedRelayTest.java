package thrum.cli.fastclient;

/** The same conversations with a client that stops at the first undefined step. */
class SanitizedRelayTest extends RelayTest {
  @Override
  NativeBuild build() {
    return NativeBuild.SANITIZED;
  }
}
