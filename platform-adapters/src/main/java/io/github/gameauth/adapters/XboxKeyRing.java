// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.Certificates;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our relying parties' private keys, each by the thumbprint of its certificate. Safe to share. */
final class XboxKeyRing {
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final int MIN_BITS = 2048;

  private final Map<String, PrivateKey> keys = new HashMap<>();

  /**
   * A ring.
   *
   * @param name the setting's name, for the complaint
   * @param pems a certificate and its key each
   * @throws IllegalArgumentException if one of them is none; nothing of it is shown
   */
  XboxKeyRing(String name, List<Secret> pems) {
    for (Secret pem : pems) {
      RSAPrivateKey key = key(name, pem.reveal());
      if (keys.put(Certificates.thumbprint(certificate(name, pem.reveal(), key)), key) != null) {
        throw new IllegalArgumentException(
            name + ": a certificate twice (expected: each with one key)");
      }
    }
  }

  private static RSAPrivateKey key(String name, String pem) {
    Matcher block = PRIVATE_KEY.matcher(pem);
    if (block.find()) {
      try {
        byte[] pkcs8 = Base64.getMimeDecoder().decode(block.group(1));
        PrivateKey key =
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        if (key instanceof RSAPrivateKey rsa
            && rsa.getModulus().bitLength() >= MIN_BITS
            && !block.find()) {
          return rsa;
        }
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // The cause may quote the key; the complaint below does not.
      }
    }
    throw new IllegalArgumentException(
        name
            + ": a secret (expected: one -----BEGIN PRIVATE KEY-----, PKCS#8, RSA of 2048 bits or"
            + " more, and its certificate)");
  }

  /** Whatever else a PKCS#12 file held, the chain above it for instance, does not count. */
  private static X509Certificate certificate(String name, String pem, RSAPrivateKey key) {
    return Certificates.ofPem(name, pem).stream()
        .filter(
            certificate ->
                certificate.getPublicKey() instanceof RSAPublicKey half
                    && half.getModulus().equals(key.getModulus()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + ": a key and another's certificate (expected: the key's own)"));
  }

  /**
   * The key that a token was encrypted for.
   *
   * @throws NotProvedException WRONG_APP if it is none of ours: a token for another relying party,
   *     or for a certificate that we have and were not given
   */
  PrivateKey key(String thumbprint) throws NotProvedException {
    PrivateKey key = keys.get(thumbprint);
    if (key == null) {
      throw NotProvedException.rejected(Reason.WRONG_APP);
    }
    return key;
  }

  /** How many keys it has. */
  @Override
  public String toString() {
    return "XboxKeyRing(" + keys.size() + ")";
  }
}
