// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import io.github.gameauth.json.JsonObject;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one entry of a key set becomes a key that signatures are checked with. Whatever
 * is doubtful about a key is refused here, once, so that it never reaches the signature code.
 *
 * @param now the time by which certificates are judged
 * @param withdrawn RFC 7638 thumbprints of keys that are trusted no more, whoever publishes them
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517 §4</a>
 */
record JwkAdmission(Instant now, Set<String> withdrawn) {
  private static final int MAX_KEY_ID_LENGTH = 256;

  private static final List<String> PRIVATE_MEMBERS =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  VerificationKey admit(JsonObject entry) throws JwkRefusedException {
    JwkMembers members = new JwkMembers(entry);
    Optional<String> keyId = keyId(members);
    String type = members.requiredText("kty");
    if (type.equals("oct")) {
      throw JwkRefusal.SYMMETRIC.exception();
    }
    for (String name : PRIVATE_MEMBERS) {
      if (members.has(name)) {
        throw JwkRefusal.PRIVATE.exception();
      }
    }
    requireForSignatures(members);
    PublicKey key =
        switch (type) {
          case "RSA" -> RsaAdmission.key(members);
          case "EC" -> EcAdmission.key(members);
          case "OKP" -> OkpAdmission.key(members);
          default -> throw JwkRefusal.UNSUPPORTED.exception();
        };
    Set<Algorithm> algorithms = algorithms(members, fitting(type, members));
    JwkCertificate.requireMatching(members, key, now);
    requireTrusted(JwkThumbprint.of(key));
    return new VerificationKey(keyId, key, algorithms);
  }

  /**
   * Insists on the same of a key that was published in another form than a JSON Web Key: that it is
   * strong, well-formed and not known to be public in both halves.
   */
  static void require(PublicKey key) throws JwkRefusedException {
    if (key instanceof RSAPublicKey rsa) {
      RsaAdmission.requireStrong(rsa.getModulus(), rsa.getPublicExponent());
    } else if (key instanceof ECPublicKey ec) {
      EcAdmission.requireOnCurve(ec);
    } else {
      throw JwkRefusal.UNSUPPORTED.exception();
    }
    requireUnpublished(JwkThumbprint.of(key));
  }

  /** The id if it is one that a token could name; empty if there is none. */
  static Optional<String> keyId(JwkMembers members) throws JwkRefusedException {
    if (!members.has("kid")) {
      return Optional.empty();
    }
    if (members.entry().get("kid") instanceof String keyId
        && !keyId.isEmpty()
        && keyId.length() <= MAX_KEY_ID_LENGTH
        && keyId.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return Optional.of(keyId);
    }
    throw JwkRefusal.KEY_ID.exception();
  }

  private static void requireForSignatures(JwkMembers members) throws JwkRefusedException {
    @Nullable String use = members.text("use");
    if (use != null && !use.equals("sig")) {
      throw JwkRefusal.OTHER_USE.exception();
    }
    @Nullable List<?> operations = members.list("key_ops");
    if (operations == null) {
      return;
    }
    Set<Object> distinct = new HashSet<>();
    for (Object operation : operations) {
      if (!(operation instanceof String) || !distinct.add(operation)) {
        throw JwkRefusal.MALFORMED.exception();
      }
    }
    // "sign" beside "verify" is harmless; anything else contradicts a key for signatures.
    if (!distinct.contains("verify") || !Set.of("verify", "sign").containsAll(distinct)) {
      throw JwkRefusal.OTHER_USE.exception();
    }
  }

  private static Set<Algorithm> fitting(String type, JwkMembers members)
      throws JwkRefusedException {
    return switch (type) {
      case "RSA" ->
          EnumSet.of(
              Algorithm.RS256,
              Algorithm.RS384,
              Algorithm.RS512,
              Algorithm.PS256,
              Algorithm.PS384,
              Algorithm.PS512);
      case "EC" -> EnumSet.of(EcAdmission.algorithm(members));
      default -> EnumSet.of(Algorithm.EdDSA);
    };
  }

  private static Set<Algorithm> algorithms(JwkMembers members, Set<Algorithm> fitting)
      throws JwkRefusedException {
    @Nullable String name = members.text("alg");
    if (name == null) {
      return fitting;
    }
    Optional<Algorithm> algorithm = Algorithm.named(name).filter(fitting::contains);
    if (algorithm.isEmpty()) {
      throw JwkRefusal.OTHER_ALGORITHM.exception();
    }
    return EnumSet.of(algorithm.get());
  }

  private void requireTrusted(String thumbprint) throws JwkRefusedException {
    if (withdrawn.contains(thumbprint)) {
      throw JwkRefusal.WITHDRAWN.exception();
    }
    requireUnpublished(thumbprint);
  }

  private static void requireUnpublished(String thumbprint) throws JwkRefusedException {
    if (PublishedKeys.THUMBPRINTS.contains(thumbprint)) {
      throw JwkRefusal.PRIVATE.exception();
    }
  }
}
