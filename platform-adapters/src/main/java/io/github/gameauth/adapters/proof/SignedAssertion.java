// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.Signer;
import io.github.gameauth.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token of ours, signed by ES256, by which a platform knows us. It is signed again when half of
 * its life is over, and otherwise the same for all calls.
 *
 * <p>Safe to share.
 */
public final class SignedAssertion implements Supplier<Secret> {
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
  private static final int P256_BITS = 256;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final JsonMapper JSON = new JsonMapper();

  private record Made(Secret token, Instant renewAt, Instant madeAt) {}

  private final Signer signer;
  private final String keyId;
  private final Map<String, String> claims;
  private final Duration life;
  private final InstantSource clock;
  private volatile @Nullable Made made;

  /**
   * An assertion.
   *
   * @param key a key on P-256; see {@link #keyOf}
   * @param keyId what the platform calls the key
   * @param claims {@code iss}, {@code sub}, {@code aud} and the like
   * @param life how long it is good, at least 1 minute
   */
  public SignedAssertion(
      PrivateKey key,
      String keyId,
      Map<String, String> claims,
      Duration life,
      InstantSource clock) {
    this.signer = new Signer(SignatureProvider.platform(), Algorithm.ES256, key);
    this.keyId = keyId;
    this.claims = Map.copyOf(claims);
    this.life = life;
    this.clock = clock;
  }

  /**
   * The key in a PEM text (PKCS#8, P-256), as Apple's {@code .p8} files hold it.
   *
   * @param name the setting's name, for the complaint
   * @throws IllegalArgumentException if it is none; nothing of it is shown
   */
  public static PrivateKey keyOf(String name, Secret pem) {
    Matcher block = PEM.matcher(pem.reveal());
    if (block.matches()) {
      try {
        byte[] pkcs8 = Base64.getMimeDecoder().decode(block.group(1));
        PrivateKey key =
            KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        if (key instanceof ECPrivateKey ec
            && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
          return key;
        }
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // The cause may quote the key; the complaint below does not.
      }
    }
    throw new IllegalArgumentException(
        name + ": a secret (expected: -----BEGIN PRIVATE KEY-----, PKCS#8 on P-256)");
  }

  /**
   * One that is good for half of its life at least.
   *
   * @throws IllegalStateException if the key cannot sign
   */
  @Override
  public Secret get() {
    Instant now = clock.instant();
    Made held = made;
    if (held == null || !now.isBefore(held.renewAt()) || now.isBefore(held.madeAt())) {
      // Two threads may both sign; both tokens are good.
      held = new Made(signed(now), now.plus(life.dividedBy(2)), now);
      made = held;
    }
    return held.token();
  }

  private Secret signed(Instant now) {
    Map<String, Object> payload = new LinkedHashMap<>(claims);
    payload.put("iat", now.getEpochSecond());
    payload.put("exp", now.plus(life).getEpochSecond());
    String content =
        encoded(Map.of("alg", "ES256", "kid", keyId, "typ", "JWT")) + "." + encoded(payload);
    try {
      return Secret.of(
          content + "." + BASE64URL.encodeToString(signer.sign(content.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the assertion cannot be signed", e);
    }
  }

  private static String encoded(Map<String, ?> json) {
    try {
      return BASE64URL.encodeToString(JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /** {@code SignedAssertion(…)}. */
  @Override
  public String toString() {
    return "SignedAssertion(…)";
  }
}
