// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.AesGcmKeyProtector;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.KeyStoreContract;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileKeyStoreTest implements KeyStoreContract {
  private static final AtomicInteger DIRECTORIES = new AtomicInteger();

  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void chooseDirectory() {
    directory = temporary.resolve("keys-" + DIRECTORIES.incrementAndGet());
  }

  @Override
  public KeyStore emptyStore() {
    chooseDirectory();
    return FileKeyStore.in(directory);
  }

  @Override
  public KeyStore sameStoreElsewhere(KeyStore store) {
    return FileKeyStore.in(directory);
  }

  @Test
  void leavesNoDraftsBehind() throws IOException {
    KeyStore store = emptyStore();
    store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
    store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "b"));
    store.revoke(ISSUER, "a", NOW);

    assertEquals(2, files().size(), () -> files().toString());
  }

  @Test
  void survivesARestart() {
    AesGcmKeyProtector protector = AesGcmKeyProtector.under(Secret.ofBytes(new byte[32]));
    TokenSpec player = TokenSpec.forSubject("p-17").audience("world-7");
    MintedToken before;
    try (RotatingSigningKeys keys = opened(protector)) {
      before = TokenMinter.signing(keys).build().mint(player);
    }

    try (RotatingSigningKeys keys = opened(protector)) {
      assertEquals(before.keyId(), TokenMinter.signing(keys).build().mint(player).keyId());
      assertTrue(keys.jwks().body().contains(before.keyId()));
    }
  }

  private RotatingSigningKeys opened(KeyProtector protector) {
    return SigningKeys.rotating(ISSUER, FileKeyStore.in(directory), protector)
        .algorithm(Algorithm.ES256)
        .open();
  }

  @Test
  void refusesKeysWithoutASeal() {
    KeyProtector none = KeyProtector.noneForKeysInMemoryOnly();

    assertThrows(IllegalArgumentException.class, () -> opened(none));
    assertEquals(List.of(), files());
  }

  @Nested
  @DisplayName("permissions")
  class Permissions {
    @BeforeEach
    void onlyWhereThereAreAny() throws IOException {
      FileStore system = Files.getFileStore(temporary);
      org.junit.jupiter.api.Assumptions.assumeTrue(system.supportsFileAttributeView("posix"));
    }

    @Test
    void areTheOwnersAlone() throws IOException {
      KeyStore store = emptyStore();
      store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
      store.revoke(ISSUER, "a", NOW);

      assertEquals("rwx------", permissions(directory));
      for (Path file : files()) {
        assertEquals("rw-------", permissions(file), file.toString());
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwx--x---", "rwx---r--", "rwxrwxrwx"})
    void ofADirectoryThatOthersMayEnterAreRefused(String permissions) throws IOException {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

      KeyStoreException refusal =
          assertThrows(KeyStoreException.class, () -> FileKeyStore.in(directory));

      assertEquals(
          directory
              + ": open to others, "
              + permissions
              + " (expected: none of theirs; chmod 700 "
              + directory
              + ")",
          refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----"})
    void ofAFileThatOthersMayTouchAreRefused(String permissions) throws IOException {
      KeyStore store = emptyStore();
      store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
      Files.setPosixFilePermissions(files().get(0), PosixFilePermissions.fromString(permissions));

      KeyStoreException refusal =
          assertThrows(KeyStoreException.class, () -> store.list(ISSUER, Algorithm.RS256));

      assertTrue(refusal.getMessage().contains("chmod 600"), refusal.getMessage());
    }

    private String permissions(Path path) throws IOException {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
  }

  @Nested
  @DisplayName("damaged files")
  class Damaged {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "{",
          "[]",
          "{}",
          "{\"format\":\"gameauth-signing-key-1\"}",
          "{\"format\":\"gameauth-signing-key-2\",\"protectedKey\":\"veryprivate\"}",
          "{\"format\":\"gameauth-signing-key-1\",\"protectedKey\":\"veryprivate\"",
          "{\"format\":\"gameauth-signing-key-1\",\"protectedKey\":veryprivate}",
          "{\"format\":1}",
          "{\"format\":\"gameauth-signing-key-1\",\"format\":\"gameauth-signing-key-1\"}"
        })
    void areNamedAndNotShown(String content) throws IOException {
      KeyStore store = emptyStore();
      store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
      Files.writeString(files().get(0), content);

      refused(store);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slot", "insertedAt", "algorithm", "issuer"})
    void areRefusedForEachText(String name) throws IOException {
      KeyStore store = emptyStore();
      store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
      String content = Files.readString(files().get(0));
      Files.writeString(
          files().get(0),
          content.replaceFirst(
              "\"" + name + "\" : \"[^\"]*\"", "\"" + name + "\" : \"veryprivate\""));

      refused(store);
    }

    @Test
    void areRefusedIfTooLarge() throws IOException {
      KeyStore store = emptyStore();
      store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
      Files.write(files().get(0), new byte[65 * 1024]);

      refused(store);
    }

    @Test
    void areRefusedUnderAnotherName() throws IOException {
      KeyStore store = emptyStore();
      store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
      Path file = files().get(0);
      Files.move(file, file.resolveSibling(file.getFileName().toString().replace("3000", "3001")));

      refused(store);
    }

    @Test
    void areRefusedIfTheyShouldTellATime() throws IOException {
      KeyStore store = emptyStore();
      store.insertIfAbsent(KeyStoreContract.row(ISSUER, Algorithm.RS256, 3000, "a"));
      store.revoke(ISSUER, "a", NOW);
      for (Path file : files()) {
        if (file.toString().endsWith(".revoked")) {
          Files.write(file, "never".getBytes(UTF_8));
        }
      }

      refused(store);
    }

    private void refused(KeyStore store) {
      KeyStoreException refusal =
          assertThrows(KeyStoreException.class, () -> store.list(ISSUER, Algorithm.RS256));
      assertTrue(refusal.getMessage().contains(directory.toString()), refusal.getMessage());
      for (Throwable t = refusal; t != null; t = t.getCause()) {
        assertFalse(t.toString().contains("veryprivate"), t.toString());
      }
    }
  }

  @Test
  void refusesWhatIsNoDirectory() throws IOException {
    Files.createFile(directory);

    assertThrows(KeyStoreException.class, () -> FileKeyStore.in(directory));
  }

  @Test
  void makesOneDirectoryAndNoMore() {
    Path far = directory.resolve("a/b");

    assertThrows(KeyStoreException.class, () -> FileKeyStore.in(far));
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
