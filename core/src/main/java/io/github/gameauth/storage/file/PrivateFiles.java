// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.secret.SecretGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files that nobody else may read, and that appear whole or not at all. Where the file system knows
 * no POSIX permissions, who may read is left to it.
 */
final class PrivateFiles {
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int MAX_SIZE = 64 * 1024;
  private static final SecretGenerator NAMES = new SecretGenerator();

  private final Path directory;
  private final boolean posix;

  private PrivateFiles(Path directory, boolean posix) {
    this.directory = directory;
    this.posix = posix;
  }

  /** Opens a directory, made if it is not there, that must be the owner's alone. */
  static PrivateFiles in(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      Path parent = directory.toAbsolutePath().getParent();
      boolean posix = parent != null && isPosix(parent);
      try {
        Files.createDirectory(
            directory, posix ? new FileAttribute<?>[] {DIRECTORY} : new FileAttribute<?>[0]);
      } catch (FileAlreadyExistsException e) {
        // Another process was quicker; what it made is looked at below.
      }
    }
    if (!Files.isDirectory(directory)) {
      throw new KeyStoreException(directory + ": no directory (expected: one for signing keys)");
    }
    boolean posix = isPosix(directory);
    if (posix) {
      requireOwnersAlone(directory, OF_OTHERS, "chmod 700 " + directory);
    }
    return new PrivateFiles(directory, posix);
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  /** The bytes of a file that others may not touch. */
  static byte[] read(Path file, Set<PosixFilePermission> forbidden, String remedy)
      throws IOException {
    if (isPosix(file)) {
      requireOwnersAlone(file, forbidden, remedy);
    }
    long size = Files.size(file);
    if (size > MAX_SIZE) {
      throw new KeyStoreException(
          file + ": " + size + " bytes (expected: at most " + MAX_SIZE + ")");
    }
    return Files.readAllBytes(file);
  }

  byte[] read(Path file) throws IOException {
    return read(file, OF_OTHERS, "chmod 600 " + file);
  }

  private static void requireOwnersAlone(
      Path path, Set<PosixFilePermission> forbidden, String remedy) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    Set<PosixFilePermission> excess = EnumSet.noneOf(PosixFilePermission.class);
    excess.addAll(permissions);
    excess.retainAll(forbidden);
    if (!excess.isEmpty()) {
      throw new KeyStoreException(
          path
              + ": open to others, "
              + PosixFilePermissions.toString(permissions)
              + " (expected: none of theirs; "
              + remedy
              + ")");
    }
  }

  /**
   * Writes a file of that name unless there is one; no reader ever sees a part of it.
   *
   * @return whether it was written
   */
  boolean create(String name, byte[] content) throws IOException {
    Path draft = directory.resolve(".draft-" + NAMES.identifier());
    try {
      FileAttribute<?>[] attributes =
          posix ? new FileAttribute<?>[] {FILE} : new FileAttribute<?>[0];
      try (FileChannel channel = FileChannel.open(draft, Set.of(CREATE_NEW, WRITE), attributes)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      return appear(draft, directory.resolve(name));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean appear(Path draft, Path file) throws IOException {
    try {
      // A link either comes to be or fails because of the one before; a rename would replace it.
      Files.createLink(file, draft);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      throw new KeyStoreException(
          file.getParent() + ": no hard links here (expected: a file system that has them)", e);
    }
  }
}
