// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key that a studio has already, from a PEM file: PKCS#8, plain or encrypted, RSA,
 * EC on P-256 or Ed25519. The public half is worked out. Hand the pair to {@code
 * SigningKeys.fixed}, which looks at its strength.
 *
 * <p>Complaints name the file and what is wrong with it, and nothing that stands in it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-10">RFC 7468 §10</a>
 */
public final class PemKeys {
  /** A group may read: that is how clusters hand secrets to a service's user. */
  private static final Set<PosixFilePermission> FORBIDDEN =
      PosixFilePermissions.fromString("----w-rwx");

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");

  private record Block(String label, Secret base64) {}

  private PemKeys() {}

  /**
   * Reads a plain private key.
   *
   * @throws KeyStoreException if the file cannot be read, is open to everybody, or holds anything
   *     but one plain PKCS#8 private key
   */
  public static KeyPair load(Path file) {
    return load(file, Optional.empty());
  }

  /**
   * Reads an encrypted private key.
   *
   * @throws KeyStoreException if the file cannot be read, is open to everybody, holds anything but
   *     one PKCS#8 private key, or the password is another
   */
  public static KeyPair load(Path file, Secret password) {
    return load(file, Optional.of(password));
  }

  private static KeyPair load(Path file, Optional<Secret> password) {
    Block block = privateBlock(file);
    byte[] pkcs8 =
        switch (block.label()) {
          case "PRIVATE KEY" -> decoded(file, block.base64());
          case "ENCRYPTED PRIVATE KEY" ->
              EncryptedPkcs8.decrypt(
                  file,
                  decoded(file, block.base64()),
                  password.orElseThrow(() -> refused(file, "encrypted", "a password")));
          default ->
              throw refused(file, block.label(), "PRIVATE KEY; openssl pkcs8 -topk8 converts it");
        };
    PrivateKey privateKey = privateKey(file, pkcs8);
    try {
      return new KeyPair(PublicHalf.of(privateKey), privateKey);
    } catch (GeneralSecurityException e) {
      throw refused(file, String.valueOf(e.getMessage()), "RSA, EC on P-256 or Ed25519");
    }
  }

  private static Block privateBlock(Path file) {
    byte[] content;
    try {
      content =
          PrivateFiles.read(
              file, FORBIDDEN, "chmod 600 " + file + ", or defaultMode 0400 for a mounted secret");
    } catch (IOException e) {
      throw new KeyStoreException(file + ": cannot be read", e);
    }
    List<Block> found = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(new String(content, US_ASCII));
    while (blocks.find()) {
      String label = blocks.group(1);
      if (label.endsWith("PRIVATE KEY")) {
        found.add(new Block(label, Secret.of(blocks.group(2))));
      } else {
        others.add(label);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      throw refused(file, others.isEmpty() ? "no PEM" : "only " + others, "PRIVATE KEY");
    }
    throw refused(file, found.size() + " private keys", "one");
  }

  private static byte[] decoded(Path file, Secret base64) {
    try {
      return Base64.getDecoder().decode(base64.reveal().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      // The cause would quote a character of the key.
      throw refused(file, "damaged", "base64");
    }
  }

  private static PrivateKey privateKey(Path file, byte[] pkcs8) {
    for (String kind : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // Of another kind, or of none; the cause may quote the key and is dropped.
      }
    }
    throw refused(file, "no such private key", "PKCS#8 with RSA, EC on P-256 or Ed25519");
  }

  static KeyStoreException refused(Path file, String what, String expected) {
    return new KeyStoreException(file + ": " + what + " (expected: " + expected + ")");
  }
}
