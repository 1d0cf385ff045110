// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.testing.TestKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token as a load balancer writes it: facts in the header, claims of the user, all padded. */
final class BalancerTokens {
  static final String SIGNER =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/lobby/50dc6c495c0c9188";

  private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
  private final TestKey key;
  private boolean padded = true;

  private BalancerTokens(TestKey key) {
    this.key = key;
  }

  static BalancerTokens by(TestKey key, InstantSource clock) {
    long expiry = clock.instant().getEpochSecond() + 120;
    return new BalancerTokens(key)
        .header("typ", "JWT")
        .header("kid", key.keyId().orElseThrow())
        .header("alg", key.algorithm().name())
        .header("iss", PoolTokens.NAME)
        .header("client", PoolTokens.CLIENT)
        .header("signer", SIGNER)
        .header("exp", expiry)
        .claim("sub", PoolTokens.SUB)
        .claim("email_verified", "true")
        .claim("email", "zoe@example.com")
        .claim("username", "zoe")
        .claim("exp", expiry)
        .claim("iss", PoolTokens.NAME);
  }

  BalancerTokens header(String name, @Nullable Object value) {
    header.put(name, value);
    return this;
  }

  BalancerTokens withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  BalancerTokens claim(String name, @Nullable Object value) {
    claims.put(name, value);
    return this;
  }

  BalancerTokens without(String name) {
    claims.remove(name);
    return this;
  }

  /** The same in both places. */
  BalancerTokens both(String name, Object value) {
    return header(name, value).claim(name, value);
  }

  BalancerTokens unpadded() {
    padded = false;
    return this;
  }

  String signed() {
    String content = encoded(json(header)) + "." + encoded(json(claims));
    return content + "." + encoded(key.sign(content));
  }

  private String encoded(byte[] bytes) {
    Base64.Encoder encoder = Base64.getUrlEncoder();
    return (padded ? encoder : encoder.withoutPadding()).encodeToString(bytes);
  }

  private static byte[] json(Map<String, @Nullable Object> members) {
    try {
      return new ObjectMapper().writeValueAsString(members).getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A public key as it is published. */
  static String pem(TestKey key) {
    String text =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.publicKey().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
  }
}
