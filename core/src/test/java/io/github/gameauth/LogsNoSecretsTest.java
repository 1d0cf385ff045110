// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.gameauth.testing.TestUpstream.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.JwksCache;
import io.github.gameauth.key.JwksSettings;
import io.github.gameauth.key.SharedSecretKeys;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.mint.AesGcmKeyProtector;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.storage.file.FileKeyStore;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.testing.LeakSearch;
import io.github.gameauth.testing.RawUpstream;
import io.github.gameauth.testing.TestClock;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestScheduler;
import io.github.gameauth.testing.TestToken;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.upstream.JsonHttp;
import io.github.gameauth.verify.TokenCacheSettings;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** I9 and N1: walks through every door, good and bad, and then searches all that can be read. */
final class LogsNoSecretsTest {
  private static final String MARKER = "very-private-value";

  private final LeakSearch evidence = new LeakSearch();
  private final SecretGenerator generator = new SecretGenerator();
  private final TestClock clock = TestClock.at("2030-01-01T12:00:00Z");
  private final TestIssuer issuer = TestIssuer.create(clock);

  @AfterEach
  void close() {
    evidence.close();
  }

  private void assertNothingLeaked() {
    assertEquals(Optional.empty(), evidence.leak());
  }

  private String hidden() {
    String secret = generator.secret().reveal();
    evidence.hide(secret);
    return secret;
  }

  private TestToken token() {
    return issuer
        .token()
        .subject(MARKER + hidden())
        .claim("jti", MARKER + hidden())
        .claim("email", hidden() + "@example.com");
  }

  private List<String> tokensOfAllKinds() {
    String good = token().signed();
    List<String> tokens = new ArrayList<>();
    tokens.add(good);
    tokens.add(good.substring(0, good.length() - 8) + "AAAAAAAA");
    tokens.add("Bearer " + good);
    tokens.add(good + "\r\n");
    tokens.add(good.substring(1));
    tokens.add(good + "." + good);
    tokens.add(good.repeat(20));
    tokens.add(token().audience(hidden()).signed());
    tokens.add(token().issuer("https://" + hidden() + ".example").signed());
    tokens.add(token().type("a" + hidden()).signed());
    tokens.add(token().header("kid", hidden()).signed());
    tokens.add(token().header("kid", "${jndi:ldap://" + hidden() + "}\r\n").signed());
    tokens.add(token().header("alg", hidden()).signed());
    tokens.add(token().header("crit", List.of(hidden())).signed());
    tokens.add(token().header("jku", "https://" + hidden() + ".example/").signed());
    tokens.add(token().claim("exp", hidden()).signed());
    tokens.add(token().claim("nbf", List.of(hidden())).signed());
    tokens.add(token().claim("cnf", Map.of("jkt", hidden())).signed());
    tokens.add(token().without("iat").expiresAt(clock.instant().minusSeconds(99)).signed());
    tokens.add(token().notBefore(clock.instant().plusSeconds(99)).signed());
    tokens.add(token().rawPayload("{\"sub\":\"" + hidden() + "\"").signed());
    tokens.add(token().rawHeader("{\"" + hidden() + "\":1,}").signed());
    tokens.add(token().signedWith(TestKey.sharedSecret(hidden().getBytes(UTF_8))).signed());
    tokens.add(hidden());
    tokens.forEach(evidence::hide);
    return tokens;
  }

  @Nested
  @DisplayName("The verifier")
  class Verifier {
    private void verify(TokenVerifier verifier, String token) {
      byte[] bytes = token.getBytes(UTF_8);
      List<Verification> verdicts =
          List.of(
              verifier.verify(token),
              verifier.verify(token),
              verifier.verify(bytes),
              verifier.verify(ByteBuffer.wrap(bytes)),
              verifier.verifyNow(token),
              verifier.verifyAsync(token).join());
      for (Verification verdict : verdicts) {
        evidence.show(verdict);
        evidence.showing(
            () ->
                Stream.of(verdict.orElseThrow())
                    .flatMap(player -> Stream.of(player, player.claims(), player.claims().key()))
                    .toList());
      }
    }

    @Test
    void tellsNothingOfAnyToken() {
      for (TokenCacheSettings cache : new TokenCacheSettings[] {null, TokenCacheSettings.DEFAULT}) {
        var builder = TokenVerifier.builder().clock(clock).listener(evidence.listener());
        if (cache != null) {
          builder.tokenCache(cache);
        }
        TokenVerifier verifier =
            builder
                .trust(
                    TrustedIssuer.named(issuer.name())
                        .audience("my-game")
                        .keys(issuer.keySource())
                        .build())
                .build();
        tokensOfAllKinds().forEach(token -> verify(verifier, token));
      }

      assertNothingLeaked();
    }

    @Test
    void tellsNothingWhenWhatTheUserBroughtBreaks() {
      TokenVerifier verifier =
          TokenVerifier.builder()
              .clock(clock)
              .listener(evidence.listener())
              .revocations(
                  mark -> {
                    throw new IllegalStateException(mark.subject());
                  })
              .trust(
                  TrustedIssuer.named(issuer.name())
                      .audience("my-game")
                      .keys(
                          (algorithm, keyId) -> {
                            if (keyId == null || !keyId.equals(issuer.kid())) {
                              throw new IllegalStateException(keyId);
                            }
                            return issuer.keySource().find(algorithm, keyId);
                          })
                      .require(
                          (claims, now) -> {
                            if (claims.has("nonce")) {
                              throw new IllegalStateException(claims.asMap().toString());
                            }
                            return Optional.empty();
                          })
                      .build())
              .build();
      tokensOfAllKinds().forEach(token -> verify(verifier, token));
      String odd = token().claim("nonce", hidden()).signed();
      evidence.hide(odd);
      verify(verifier, odd);

      assertTrue(evidence.lines() > 0);
      assertNothingLeaked();
    }
  }

  @Nested
  @DisplayName("Shared secrets and keys")
  class Keys {
    @Test
    void arePrintedByNameAlone() {
      String secret = hidden();
      String tooShort = hidden().substring(0, 20);
      evidence.hide(tooShort);
      SharedSecretKeys keys = SharedSecretKeys.of(Secret.of(secret));
      evidence.show(keys);
      evidence.show(keys.find(Algorithm.HS256, null));
      evidence.showing(() -> SharedSecretKeys.of(Secret.of(tooShort)));
      evidence.showing(
          () ->
              SharedSecretKeys.of(
                  Secret.of(secret), Secret.of(secret), Secret.of(secret), Secret.of(secret)));
      evidence.show(Secret.of(secret));
      evidence.show(List.of(Fingerprint.of(secret), Map.of("a", Secret.of(secret))));
      TestKey shared = TestKey.sharedSecret(secret.getBytes(UTF_8));
      evidence.show(shared.forVerification());
      VerificationKey odd =
          issuer.key().withKeyId("kid\r\n\u001b[2J" + "x".repeat(500)).forVerification();
      evidence.show(odd);

      assertNothingLeaked();
      assertTrue(odd.toString().length() < 120 && odd.toString().indexOf('\r') < 0);
    }
  }

  @Nested
  @DisplayName("The minter and its keys")
  class Minting {
    private void hideKey(PrivateKey key) {
      byte[] encoded = key.getEncoded();
      evidence.hide(Base64.getEncoder().encodeToString(encoded).substring(40));
      evidence.hide(Base64.getUrlEncoder().encodeToString(encoded).substring(40));
      evidence.hide(new BigInteger(1, encoded).toString(16).substring(80));
      if (key instanceof RSAPrivateKey rsa) {
        evidence.hide(rsa.getPrivateExponent().toString());
        evidence.hide(rsa.getPrivateExponent().toString(16));
      }
    }

    @Test
    void tellNothingOfTokensAndPrivateKeys() {
      TestKey key = issuer.key();
      PrivateKey privateKey = (PrivateKey) key.signingKey();
      hideKey(privateKey);
      KeyPair pair = new KeyPair(key.publicKey(), privateKey);
      SigningKeys keys =
          SigningKeys.fixed(issuer.name(), Algorithm.RS256, pair, Duration.ofHours(1));
      TokenMinter minter =
          TokenMinter.signing(keys).clock(clock).listener(evidence.listener()).build();
      TokenSpec spec =
          TokenSpec.forSubject(MARKER + hidden()).audience("my-game").claim("x", hidden());
      MintedToken minted = minter.mint(spec);
      evidence.hide(minted.token().reveal());
      evidence.show(List.of(keys, minter, minted, spec, keys.jwks()));
      evidence.showing(() -> minter.mint(spec.claim("y", Double.NaN)));
      evidence.showing(() -> minter.mint(spec.claim("exp", hidden())));
      evidence.showing(() -> minter.mint(spec.claim("\r\n", hidden())));
      evidence.showing(() -> minter.mint(spec.claim("x", hidden().repeat(200))));
      evidence.showing(() -> TokenSpec.forSubject(hidden() + "\n"));
      evidence.showing(() -> TokenSpec.forSubject(hidden().repeat(9)));
      evidence.showing(
          () -> SigningKeys.fixed(issuer.name(), Algorithm.ES256, pair, Duration.ofHours(1)));

      assertNothingLeaked();
    }

    private void rotate(KeyStore store, KeyProtector protector) {
      evidence.showing(
          () -> {
            var keys =
                SigningKeys.rotating(issuer.name(), store, protector)
                    .algorithm(Algorithm.ES256)
                    .clock(clock)
                    .ticker(clock)
                    .listener(evidence.listener())
                    .executor(new TestScheduler(clock))
                    .open();
            clock.advance(Duration.ofDays(8));
            MintedToken minted =
                TokenMinter.signing(keys)
                    .clock(clock)
                    .build()
                    .mint(TokenSpec.forSubject("p-17").audience("my-game"));
            evidence.hide(minted.token().reveal());
            keys.revoke(minted.keyId());
            return List.of(keys, minted);
          });
    }

    @Test
    void tellNothingOfKeysThatRotate(@TempDir Path directory) throws Exception {
      byte[] sealing = generator.bytes(32);
      evidence.hide(Base64.getEncoder().encodeToString(sealing));
      KeyProtector protector = AesGcmKeyProtector.under(Secret.ofBytes(sealing));
      KeyStore memory = new InMemoryKeyStore();
      rotate(memory, protector);
      memory.list(issuer.name(), Algorithm.ES256).stream()
          .peek(evidence::show)
          .forEach(row -> evidence.hide(row.protectedKey().reveal().substring(12)));
      rotate(memory, AesGcmKeyProtector.under(Secret.ofBytes(generator.bytes(32))));
      rotate(FileKeyStore.in(directory.resolve("a")), protector);
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(file);
          Files.writeString(file, text.substring(0, text.length() / 2) + hidden());
        }
      }
      rotate(FileKeyStore.in(directory.resolve("a")), protector);

      assertTrue(evidence.lines() > 0);
      assertNothingLeaked();
    }
  }

  @Nested
  @DisplayName("Questions to others")
  class Asking {
    @Test
    void tellNothingOfWhatWasAskedOrAnswered() {
      Map<String, String> headers = Map.of("Authorization", "Bearer " + hidden());
      try (TestUpstream upstream = TestUpstream.start();
          RawUpstream broken = RawUpstream.writing("HTTP/1.1 " + hidden() + "\r\n\r\n");
          RawUpstream rude = RawUpstream.writing(hidden());
          JsonHttp http =
              JsonHttp.builder()
                  .wholeCall(Duration.ofMillis(500))
                  .maxBytes(1000)
                  .retries(0)
                  .build()) {
        List<ResponseDefinitionBuilder> answers =
            List.of(
                json("{\"secret\":\"" + hidden() + "\"}"),
                aResponse().withStatus(500).withBody(hidden()),
                aResponse().withStatus(429).withHeader("Retry-After", hidden()),
                aResponse().withStatus(302).withHeader("Location", "https://" + hidden()),
                aResponse().withStatus(200).withBody(hidden().repeat(100)),
                aResponse().withStatus(200).withHeader("Content-Encoding", hidden()),
                aResponse().withStatus(200).withFixedDelay(5000));
        for (int i = 0; i < answers.size(); i++) {
          String path = "/" + hidden();
          upstream.answer(path, answers.get(i));
          URI url = URI.create(upstream.url(path) + "?key=" + hidden());
          evidence.showing(() -> http.get(url, headers));
        }
        String query = "/?key=" + hidden();
        evidence.showing(() -> http.get(broken.url(query), headers));
        evidence.showing(() -> http.get(rude.url(query), headers));
        evidence.showing(() -> http.get(URI.create("http://127.0.0.1:1" + query), headers));
        evidence.showing(() -> http.get(URI.create("http://a.invalid" + query), headers));
        evidence.showing(
            () -> http.get(URI.create("https://u:" + hidden() + "@127.0.0.1/"), headers));
        evidence.showing(() -> http.postForm(rude.url(query), Map.of("ticket", hidden()), headers));
        evidence.showing(() -> http.postJson(rude.url(query), hidden(), headers));
        evidence.showing(
            () -> http.get(rude.url(query), Map.of("Authorization", hidden() + "\r\nX: y")));
        evidence.show(http);
      }

      assertNothingLeaked();
    }

    @Test
    void forKeySetsTellNothingOfAddressesAndAnswers() {
      RSAPrivateKey published = (RSAPrivateKey) issuer.key().signingKey();
      String d =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(published.getPrivateExponent().toByteArray());
      evidence.hide(d);
      String withPrivateKey = issuer.jwks().replace("\"kty\"", "\"d\":\"" + d + "\",\"kty\"");
      String query = "?api_key=" + hidden();
      String token = token().signed();
      evidence.hide(token);
      try (TestUpstream upstream = TestUpstream.start()) {
        for (ResponseDefinitionBuilder answer :
            List.of(
                json(issuer.jwks()),
                json(withPrivateKey),
                json("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"" + hidden() + "\"}]}"),
                json("{\"keys\":\"" + hidden() + "\"}"),
                json(hidden()),
                aResponse().withStatus(503).withBody(hidden()),
                aResponse().withStatus(302).withHeader("Location", "https://" + hidden()))) {
          upstream.answer(TestUpstream.JWKS_PATH, answer);
          URI url = URI.create(upstream.jwksUrl() + query);
          TrustedIssuer trust =
              TrustedIssuer.named(issuer.name()).audience("my-game").jwks(url).build();
          evidence.show(trust);
          try (TokenVerifier verifier =
              TokenVerifier.builder()
                  .clock(clock)
                  .ticker(clock)
                  .timer(new TestScheduler(clock))
                  .listener(evidence.listener())
                  .trust(trust)
                  .build()) {
            evidence.showing(() -> verifier.warmUp().toCompletableFuture().join());
            evidence.show(verifier.verify(token));
            clock.advance(Duration.ofHours(5));
            evidence.show(verifier.verify(token));
            evidence.show(verifier.keySets());
          }
        }
      }

      assertTrue(evidence.lines() > 0);
      assertNothingLeaked();
    }

    @Test
    void complainAboutAddressesWithoutTheirSecrets() {
      for (String url :
          List.of(
              "http://id.mygame.example/jwks.json?key=" + hidden(),
              "ftp://id.mygame.example/?key=" + hidden(),
              "https://user:" + hidden() + "@id.mygame.example/jwks.json",
              "https://id.mygame.example/jwks.json?key=" + hidden() + "|",
              "https://id.mygame.example/jwks.json#" + hidden())) {
        evidence.showing(
            () -> TokenVerifier.trusting(TrustedIssuer.named("x").anyAudience().jwks(url).build()));
        evidence.showing(() -> JwksCache.at(new URI(url.replace("|", "@"))).build());
      }
      evidence.showing(
          () ->
              TokenVerifier.trusting(
                  TrustedIssuer.named("https://id.mygame.example")
                      .anyAudience()
                      .jwks("https://id.mygame.example/jwks.json")
                      .seedKeys(hidden())
                      .build()));
      evidence.show(JwksSettings.DEFAULT);

      assertNothingLeaked();
    }
  }

  @Nested
  @DisplayName("The search itself")
  class Search {
    private final String secret = hidden();

    @Test
    void findsWhatIsLogged() {
      LoggerFactory.getLogger("io.github.gameauth.Planted").trace("token {}", secret);

      assertTrue(evidence.leak().isPresent());
    }

    @Test
    void findsWhatIsLoggedAboveItsPackage() {
      LoggerFactory.getLogger("io.github.gameauth").warn("asking {}", secret);

      assertTrue(evidence.leak().isPresent());
    }

    @Test
    void findsPartsOfTokens() {
      String token = token().signed();
      evidence.hide(token);
      LoggerFactory.getLogger("io.github.gameauth.Planted")
          .debug("refused {}…", token.substring(token.indexOf('.') + 1, token.indexOf('.') + 20));

      assertTrue(evidence.leak().isPresent());
    }

    @Test
    void findsWhatACauseSays() {
      evidence.show(new IllegalStateException("harmless", new RuntimeException("x" + secret)));

      assertTrue(evidence.leak().isPresent());
    }

    @Test
    void findsWhatIsLoggedWithAnException() {
      LoggerFactory.getLogger("io.github.gameauth.Planted")
          .info("harmless", new IllegalStateException(secret));

      assertTrue(evidence.leak().isPresent());
    }

    @Test
    void findsWhatAListenerHears() {
      evidence.listener().tokenRejected("issuer", secret);

      assertTrue(evidence.leak().isPresent());
    }

    @Test
    void findsNothingWhereNothingIs() {
      LoggerFactory.getLogger("io.github.gameauth.Planted").info("harmless");

      assertEquals(Optional.empty(), evidence.leak());
    }
  }
}
