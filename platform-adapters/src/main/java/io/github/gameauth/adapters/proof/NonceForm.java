// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import java.util.Base64;
import java.util.HexFormat;

/** How a client writes the nonce of a login into its request, and the platform into the token. */
public enum NonceForm {
  /** As it is. */
  PLAIN {
    @Override
    public Secret of(Secret nonce) {
      return nonce;
    }
  },
  /** The SHA-256 of its UTF-8 bytes in lower-case hexadecimal digits. */
  SHA256_HEX {
    @Override
    public Secret of(Secret nonce) {
      return Secret.of(HexFormat.of().formatHex(sha256(nonce)));
    }
  },
  /** The SHA-256 of its UTF-8 bytes in base64url without padding. */
  SHA256_BASE64URL {
    @Override
    public Secret of(Secret nonce) {
      return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(nonce)));
    }
  };

  /** What the token must say for this nonce. */
  public abstract Secret of(Secret nonce);

  private static byte[] sha256(Secret nonce) {
    return Fingerprint.of(nonce.reveal().getBytes(UTF_8)).bytes();
  }
}
