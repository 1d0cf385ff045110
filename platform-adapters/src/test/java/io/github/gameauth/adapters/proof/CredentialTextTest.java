// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CredentialTextTest {
  @Test
  void takesPrintableTextUpToItsLength() throws Exception {
    assertEquals("4/0AbC-_~", CredentialText.printable(Secret.of("4/0AbC-_~"), 9));
    for (String bad : List.of("4/0AbC-_~x", "a b", "a\n", "ü", "\u007f")) {
      assertThrows(
          NotProvedException.class, () -> CredentialText.printable(Secret.of(bad), 9), bad);
    }
    assertThrows(NotProvedException.class, () -> CredentialText.printable("", 9));
  }

  @Test
  void takesHexDigitsOfBothCasesUpToItsLength() throws Exception {
    assertArrayEquals(new byte[] {0x0a, (byte) 0xff}, CredentialText.hex(Secret.of("0aFF"), 2));
    for (String bad : List.of("0aF", "0aFF00", "0x", "0a ", "\uff10\uff10")) {
      assertThrows(NotProvedException.class, () -> CredentialText.hex(Secret.of(bad), 2), bad);
    }
  }

  @Test
  void takesBase64WithAndWithoutPaddingUpToItsLength() throws Exception {
    assertArrayEquals(new byte[] {1, 2}, CredentialText.base64(Secret.of("AQI="), 2));
    assertArrayEquals(new byte[] {1, 2}, CredentialText.base64(Secret.of("AQI"), 2));
    for (String bad : List.of("AQID", "A", "AQ I", "AQ-_", "====", "AQI=AQI=")) {
      assertThrows(NotProvedException.class, () -> CredentialText.base64(Secret.of(bad), 2), bad);
    }
  }

  @Test
  void takesBase64UrlInOneSpellingUpToItsLength() throws Exception {
    assertArrayEquals(new byte[] {-1, -2}, CredentialText.base64Url("__4", 2));
    assertArrayEquals(new byte[] {1, 2, 3}, CredentialText.base64Url("AQID", 3));
    for (String bad : List.of("", "AQIDBA", "A", "AQI=", "AQJ", "A Q", "+/4", "AQI\n")) {
      assertThrows(NotProvedException.class, () -> CredentialText.base64Url(bad, 3), bad);
    }
  }
}
