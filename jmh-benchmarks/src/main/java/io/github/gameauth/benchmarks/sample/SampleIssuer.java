// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** An issuer with one RSA key of 2048 bits, made anew for every trial. */
public final class SampleIssuer {
  /** What its tokens say in {@code iss}. */
  public static final String NAME = "https://id.mygame.example";

  /** Whom its tokens are meant for. */
  public static final String AUDIENCE = "my-game";

  /** The id of its key. */
  public static final String KEY_ID = "k1";

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair pair;
  private final PrivateKey signing;

  private SampleIssuer(KeyPair pair) {
    this.pair = pair;
    this.signing = Crypto.fastest().owning(pair).getPrivate();
  }

  /** The same, with keys that are {@code crypto}'s own objects. */
  public SampleIssuer keyedBy(Crypto crypto) {
    return new SampleIssuer(crypto.owning(pair));
  }

  /** An issuer with a key of its own. */
  public static SampleIssuer create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new SampleIssuer(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The issuer whose key is kept in that file; a new one is written there if there is none. */
  static SampleIssuer keptIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.write(file, create().privateKey().getEncoded());
    }
    try {
      KeyFactory keys = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key =
          (RSAPrivateCrtKey)
              keys.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
      return new SampleIssuer(
          new KeyPair(
              keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
              key));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": no RSA key", e);
    }
  }

  /** The key that its tokens are checked with. */
  public RSAPublicKey publicKey() {
    return (RSAPublicKey) pair.getPublic();
  }

  /** The key that minters are given. */
  public RSAPrivateCrtKey privateKey() {
    return (RSAPrivateCrtKey) pair.getPrivate();
  }

  /** A token of that header and that payload. */
  public Sample signed(String header, String payload) {
    String signed = unsigned(header, payload);
    return sealed(signed, signature(signed));
  }

  /** What is signed of a token. */
  static String unsigned(String header, String payload) {
    return base64Url(header.getBytes(UTF_8)) + "." + base64Url(payload.getBytes(UTF_8));
  }

  /** A token of what was signed and its signature. */
  Sample sealed(String signed, byte[] signature) {
    return Sample.of(signed + "." + base64Url(signature));
  }

  /** A good token of that shape, but for what is done to its payload before it is signed. */
  public Sample with(TokenShape shape, UnaryOperator<String> payload) {
    TokenFacts good = TokenFacts.good(0, Instant.now());
    return signed(shape.header(), payload.apply(shape.payload(good)));
  }

  /** A good token of that shape, but for its header. */
  public Sample withHeader(TokenShape shape, String header) {
    return signed(header, shape.payload(TokenFacts.good(0, Instant.now())));
  }

  /** This issuer's signature. */
  byte[] signature(String signed) {
    try {
      Signature signer = Crypto.fastest().rs256();
      signer.initSign(signing);
      signer.update(signed.getBytes(UTF_8));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its key as a JWK, under {@link #KEY_ID}. */
  public String jwk() {
    return jwk(KEY_ID);
  }

  /** Its key as a JWK, under another id. */
  public String jwk(String keyId) {
    return """
        {"kty":"RSA","use":"sig","alg":"RS256","kid":"%s","n":"%s","e":"%s"}"""
        .formatted(
            keyId, base64Url(publicKey().getModulus()), base64Url(publicKey().getPublicExponent()));
  }

  private static String base64Url(BigInteger positive) {
    byte[] bytes = positive.toByteArray();
    return base64Url(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String base64Url(byte[] bytes) {
    return BASE64URL.encodeToString(bytes);
  }
}
