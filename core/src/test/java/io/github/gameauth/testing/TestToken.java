// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.TokenLimits;
import io.github.gameauth.token.TokenRejectedException;
import io.github.gameauth.token.UnverifiedToken;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token in the making: valid at first, so that a test changes the one thing it is about. */
public final class TestToken {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
  private TestKey key;
  private byte @Nullable [] rawHeader;
  private byte @Nullable [] rawPayload;

  TestToken(TestKey key) {
    this.key = key;
    header.put("typ", "JWT");
    signedWith(key);
  }

  /** {@code iss}. */
  public TestToken issuer(String issuer) {
    return claim("iss", issuer);
  }

  /** {@code sub}. */
  public TestToken subject(String subject) {
    return claim("sub", subject);
  }

  /** {@code aud}: one text, or a list if there are several. */
  public TestToken audience(String... audience) {
    return claim("aud", audience.length == 1 ? audience[0] : Arrays.asList(audience));
  }

  /** {@code exp}, in whole seconds. */
  public TestToken expiresAt(Instant time) {
    return claim("exp", time.getEpochSecond());
  }

  /** {@code nbf}, in whole seconds. */
  public TestToken notBefore(Instant time) {
    return claim("nbf", time.getEpochSecond());
  }

  /** {@code iat}, in whole seconds. */
  public TestToken issuedAt(Instant time) {
    return claim("iat", time.getEpochSecond());
  }

  /** {@code typ} of the header. */
  public TestToken type(String type) {
    return header("typ", type);
  }

  /** Any claim; the value is written as Jackson writes it, {@code null} included. */
  public TestToken claim(String name, @Nullable Object value) {
    claims.put(name, value);
    return this;
  }

  /** Leaves a claim out. */
  public TestToken without(String name) {
    claims.remove(name);
    return this;
  }

  /** Any header member; the value is written as Jackson writes it, {@code null} included. */
  public TestToken header(String name, @Nullable Object value) {
    header.put(name, value);
    return this;
  }

  /** Leaves a header member out. */
  public TestToken withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** This text as the header, instead of what was built. */
  public TestToken rawHeader(String json) {
    rawHeader = json.getBytes(UTF_8);
    return this;
  }

  /** This text as the payload, instead of what was built. */
  public TestToken rawPayload(String json) {
    return rawPayload(json.getBytes(UTF_8));
  }

  /** These bytes as the payload, instead of what was built. */
  public TestToken rawPayload(byte[] json) {
    rawPayload = json.clone();
    return this;
  }

  /**
   * Signs with another key and names its algorithm and id in the header; a later {@link #header}
   * can put others there.
   */
  public TestToken signedWith(TestKey other) {
    key = other;
    header.put("alg", other.algorithm().name());
    other.keyId().ifPresentOrElse(keyId -> header.put("kid", keyId), () -> header.remove("kid"));
    return this;
  }

  /** The compact form, really signed. */
  public String signed() {
    String content =
        BASE64URL.encodeToString(rawHeader == null ? TestJson.bytes(header) : rawHeader)
            + "."
            + BASE64URL.encodeToString(rawPayload == null ? TestJson.bytes(claims) : rawPayload);
    return content + "." + BASE64URL.encodeToString(key.sign(content));
  }

  /** The claims, verified with the key that signed; for tests of what comes after that. */
  public Claims claims() {
    try {
      return UnverifiedToken.parse(signed(), TokenLimits.DEFAULT, EnumSet.allOf(Algorithm.class))
          .verifiedBy(List.of(key.forVerification()), SignatureProvider.platform());
    } catch (TokenRejectedException e) {
      throw new AssertionError(e.rejection().toString(), e);
    }
  }
}
