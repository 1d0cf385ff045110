// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.secret.Fingerprint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Signing keys in a directory, one file a key, for one machine or for several that mount the same
 * file system. Private keys lie there sealed, see {@code KeyProtector}; even so the directory must
 * be its owner's alone (0700) and each file, too (0600), and what is open to others is refused.
 *
 * <p>A key's file is never changed; a second one beside it says since when the key is revoked.
 * Files appear whole, and the first of two that are made for one slot stays, whichever process made
 * it. That takes hard links, which every usual local file system and NFS have.
 *
 * <p>Safe to share.
 */
public final class FileKeyStore implements KeyStore {
  private static final String KEY = ".key.json";
  private static final String REVOKED = ".revoked";

  private final Path directory;
  private final PrivateFiles files;

  private FileKeyStore(Path directory, PrivateFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /**
   * Opens a directory, and makes it if only it is missing.
   *
   * @throws KeyStoreException if others may read or write it, or it cannot be made
   */
  public static FileKeyStore in(Path directory) {
    try {
      return new FileKeyStore(directory, PrivateFiles.in(directory));
    } catch (IOException e) {
      throw failed(directory, "cannot be opened", e);
    }
  }

  @Override
  public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
    return matching(algorithm + "-*-" + mark(issuer) + KEY, issuer);
  }

  private List<SigningKeyRow> matching(String names, String issuer) {
    List<SigningKeyRow> rows = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, names)) {
      for (Path file : found) {
        rows.add(read(file, issuer));
      }
    } catch (IOException e) {
      throw failed(directory, "cannot be read", e);
    }
    return rows;
  }

  private SigningKeyRow read(Path file, String issuer) throws IOException {
    SigningKeyRow row = KeyFile.parse(file, files.read(file));
    if (!row.issuer().equals(issuer) || !file.getFileName().toString().equals(name(row) + KEY)) {
      throw new KeyStoreException(
          file + ": of another issuer, algorithm or slot than its name says");
    }
    Path revoked = directory.resolve(name(row) + REVOKED);
    if (!Files.exists(revoked)) {
      return row;
    }
    try {
      return row.revoked(Instant.parse(new String(files.read(revoked), UTF_8)));
    } catch (DateTimeException e) {
      throw failed(revoked, "holds no time", e);
    }
  }

  @Override
  public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
    if (row.revokedAt().isPresent()) {
      throw new IllegalArgumentException("row: revoked (expected: a new key)");
    }
    Path file = directory.resolve(name(row) + KEY);
    try {
      return files.create(name(row) + KEY, KeyFile.write(row)) ? row : read(file, row.issuer());
    } catch (IOException e) {
      throw failed(file, "cannot be written", e);
    }
  }

  @Override
  public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
    for (SigningKeyRow row : matching("*-" + mark(issuer) + KEY, issuer)) {
      if (row.keyId().equals(keyId)) {
        SigningKeyRow revoked = row.revoked(at);
        String time = revoked.revokedAt().orElseThrow().toString();
        try {
          files.create(name(row) + REVOKED, time.getBytes(US_ASCII));
          return Optional.of(read(directory.resolve(name(row) + KEY), issuer));
        } catch (IOException e) {
          throw failed(directory, "cannot be written", e);
        }
      }
    }
    return Optional.empty();
  }

  private static String name(SigningKeyRow row) {
    return row.algorithm() + "-" + row.slot() + "-" + mark(row.issuer());
  }

  /** An issuer's URL would not do as a file name. */
  private static String mark(String issuer) {
    return HexFormat.of().formatHex(Fingerprint.of(issuer).bytes(), 0, 16);
  }

  private static KeyStoreException failed(Path path, String what, Exception cause) {
    return new KeyStoreException(path + ": " + what, cause);
  }
}
