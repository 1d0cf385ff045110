// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalKeysTest {
  @TempDir Path temp;

  private Path database() {
    return temp.resolve("data").resolve("gameauth.mv.db");
  }

  private Secret key(String name) {
    return LocalKeys.in(temp.resolve("data")).key(name, database());
  }

  @Test
  void makesAKeyOnceThatOnlyItsOwnerMayRead() throws Exception {
    Secret key = key("a");

    assertEquals(32, key.length());
    assertEquals(key, key("a"));
    assertNotEquals(key, key("b"));
    Path file = temp.resolve("data").resolve("a");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("data"))));
    try (var files = Files.list(temp.resolve("data"))) {
      assertEquals(2, files.count(), "drafts are left behind");
    }
  }

  @Test
  void makesNoNewKeyForADatabaseThatIsThere() throws Exception {
    key("a");
    Files.createFile(database());
    assertEquals(32, key("a").length());
    Files.delete(temp.resolve("data").resolve("a"));

    String complaint = assertThrows(IllegalStateException.class, () -> key("a")).getMessage();

    assertTrue(complaint.contains("missing"), complaint);
  }

  @Test
  void takesNoKeyThatOthersMayRead() throws Exception {
    key("a");
    Path file = temp.resolve("data").resolve("a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    String complaint = assertThrows(IllegalStateException.class, () -> key("a")).getMessage();

    assertTrue(complaint.contains("chmod 600"), complaint);
  }

  @Test
  void takesNoKeyThatIsCut() throws Exception {
    key("a");
    Path file = temp.resolve("data").resolve("a");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, 20));

    String complaint = assertThrows(IllegalStateException.class, () -> key("a")).getMessage();

    assertTrue(complaint.contains("damaged"), complaint);
    assertTrue(!complaint.contains(text.substring(0, 20)), complaint);
  }

  @Test
  void readsBothAlphabetsOfBase64() {
    String standard = "+".repeat(20) + "/".repeat(22) + "8=";

    assertTrue(LocalKeys.decoded(Secret.of(standard)).isPresent());
    assertEquals(
        LocalKeys.decoded(Secret.of(standard)),
        LocalKeys.decoded(Secret.of(standard.replace('+', '-').replace('/', '_') + "\n")));
    assertEquals(Optional.empty(), LocalKeys.decoded(Secret.of("AAAA")));
    assertEquals(Optional.empty(), LocalKeys.decoded(Secret.of("no base64")));
  }
}
