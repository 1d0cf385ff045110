// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.secret.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TokenHeaderTest {
  private static Secret token(String header) {
    return Secret.of(
        Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8)) + ".e30.AA");
  }

  @Test
  void tellsATextOfTheHeader() throws NotProvedException {
    assertEquals(
        Optional.of("https://keys.example/"),
        TokenHeader.text(token("{\"alg\":\"RS256\",\"jku\":\"https://keys.example/\"}"), "jku"));
  }

  @Test
  void tellsNothingOfWhatIsNoText() throws NotProvedException {
    for (String header :
        List.of(
            "{}",
            "{\"jku\":null}",
            "{\"jku\":17}",
            "{\"jku\":[\"a\"]}",
            "{\"jku\":\"\"}",
            "{\"jku\":\"a b\"}",
            "{\"jku\":\"a\\n\"}",
            "{\"jku\":\"" + "x".repeat(2049) + "\"}")) {
      assertEquals(Optional.empty(), TokenHeader.text(token(header), "jku"), header);
    }
  }

  @Test
  void refusesWhatHasNoHeader() {
    for (Secret token :
        List.of(
            Secret.of("x"),
            Secret.of(".e30.AA"),
            Secret.of("e30"),
            Secret.of("!!!.e30.AA"),
            token(""),
            token("[]"),
            token("null"),
            token("{"),
            token("{} {}"),
            token("{\"jku\":\"a\",\"jku\":\"b\"}"),
            token("{\"jku\":\"a\",\"more\":\"" + "x".repeat(4096) + "\"}"),
            token("[".repeat(2000)),
            Secret.of("e30." + "x".repeat(70_000)))) {
      NotProvedException e =
          assertThrows(NotProvedException.class, () -> TokenHeader.text(token, "jku"));
      assertEquals("INVALID", e.getMessage());
    }
  }
}
