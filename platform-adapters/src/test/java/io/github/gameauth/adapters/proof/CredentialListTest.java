// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link CredentialText} reads of lists and of base64url. */
final class CredentialListTest {
  @Test
  void givesElementsByTheirNumber() throws Exception {
    ApiJson list = CredentialText.jsonList("[\"17\",18,null]".getBytes(UTF_8), 3);

    assertEquals(Optional.of("17"), list.maybeText("0"));
    assertEquals(Optional.of(18L), list.maybeNumber("1"));
    assertEquals(Optional.empty(), list.maybeText("2"));
    assertEquals(Optional.empty(), list.maybeText("3"));
  }

  @Test
  void refusesWhatIsNoListOfThatSize() {
    for (String text :
        List.of(
            "[1]", "[1,2,3]", "{\"0\":1,\"1\":2}", "[1,2", "[1,2][]", "", "null", "[1,2]\u0000")) {
      assertThrows(
          NotProvedException.class, () -> CredentialText.jsonList(text.getBytes(UTF_8), 2), text);
    }
    assertThrows(
        NotProvedException.class,
        () -> CredentialText.jsonList(new byte[] {'[', '"', -1, '"', ',', '2', ']'}, 2));
  }

  @Test
  void takesBase64UrlInOneSpelling() throws Exception {
    assertArrayEquals(new byte[] {-1, -2}, CredentialText.base64Url("__4", 2));
    for (String bad : List.of("__4=", "__5", "//4", "__", "_", "", "__4 ", "__79")) {
      assertThrows(NotProvedException.class, () -> CredentialText.base64Url(bad, 2), bad);
    }
  }
}
