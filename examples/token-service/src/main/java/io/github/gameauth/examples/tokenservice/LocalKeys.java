// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Keys that this service makes for itself when nobody gives it any: files beside the database that
 * only their owner may read. Who copies the database and these files can sign tokens, so a server
 * that matters is given its keys by a secret manager instead.
 */
final class LocalKeys {
  private static final int LENGTH = 32;

  private final Path directory;
  private final boolean posix;

  private LocalKeys(Path directory, boolean posix) {
    this.directory = directory;
    this.posix = posix;
  }

  /** Keys in a directory, which is made if it is not there. */
  static LocalKeys in(Path directory) {
    try {
      boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
      if (!Files.exists(directory)) {
        Files.createDirectories(directory, owners(posix, "rwx------"));
      }
      return new LocalKeys(directory, posix);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": no directory for keys", e);
    }
  }

  /** The configured keys; with H2, those that nobody configured are made. */
  static Config.Keys completing(Config config) {
    if (!(config.storage() instanceof StorageConfig.H2 h2)) {
      return config.keys();
    }
    LocalKeys local = in(h2.data());
    Path database = Storage.databaseOf(h2);
    return new Config.Keys(
        Optional.of(
            config.keys().encryption().orElseGet(() -> local.key("key-encryption-key", database))),
        Optional.of(config.keys().persona().orElseGet(() -> local.key("persona-key", database))));
  }

  private static FileAttribute<?>[] owners(boolean posix, String rights) {
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  /** The 32 bytes that a text in base64 stands for, of either alphabet. */
  static Optional<Secret> decoded(Secret text) {
    try {
      String standard = text.reveal().trim().replace('-', '+').replace('_', '/');
      byte[] bytes = Base64.getDecoder().decode(standard);
      return bytes.length == LENGTH ? Optional.of(Secret.ofBytes(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // The cause would quote a character of the key.
    }
  }

  /**
   * The key of that name.
   *
   * @param beside a file that was made together with the key: if it is there and the key is not,
   *     somebody lost the key, and a new one would open nothing
   */
  Secret key(String name, Path beside) {
    Path file = directory.resolve(name);
    try {
      if (!Files.exists(file)) {
        if (Files.exists(beside)) {
          throw new IllegalStateException(
              file + ": missing (expected: the key that was made together with " + beside + ")");
        }
        write(file, new SecretGenerator().bytes(LENGTH));
      }
      requireOwnersAlone(file);
      return decoded(Secret.of(Files.readString(file)))
          .orElseThrow(
              () -> new IllegalStateException(file + ": damaged (expected: 32 bytes, base64)"));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read or written", e);
    }
  }

  /** Whole or not at all: what a crash leaves behind is never taken for a key. */
  private void write(Path file, byte[] key) throws IOException {
    Path draft =
        directory.resolve("." + file.getFileName() + "-" + new SecretGenerator().identifier());
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            owners(posix, "rw-------"))) {
      channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
      channel.force(true);
    }
    try {
      Files.createLink(file, draft); // unlike a rename, never in the place of another
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker; its key is as good.
    } finally {
      Files.delete(draft);
    }
  }

  private void requireOwnersAlone(Path file) throws IOException {
    if (!posix) {
      return;
    }
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    if (!PosixFilePermissions.fromString("rw-------").containsAll(rights)) {
      throw new IllegalStateException(
          file
              + ": "
              + PosixFilePermissions.toString(rights)
              + " (expected: the owner's alone; chmod 600 "
              + file
              + ")");
    }
  }
}
