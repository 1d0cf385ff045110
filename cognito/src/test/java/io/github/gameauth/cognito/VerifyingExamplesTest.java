// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.revocation.Revocation;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.revocation.RevocationView;
import io.github.gameauth.storage.memory.InMemoryStores;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code in the README's part on verifying, as it stands there. Nothing is fetched by it. */
final class VerifyingExamplesTest {
  private static final Path HERE = Path.of(System.getProperty("basedir", "."));
  private static final Pattern CODE = Pattern.compile("(?s)```java\n(.*?)```");

  private final List<String> joined = new ArrayList<>();

  private void join(String subject, List<String> groups) {
    joined.add(subject + groups);
  }

  @Test
  void letPlayersOfAPoolIn() {
    CognitoIssuer pool =
        CognitoIssuer.of(UserPoolId.of("eu-west-1_AbCdEf123"))
            .accessTokens() // or idTokens(), or anyTokenUse(), said aloud
            .client("1h57kf5cpq17m0eml12EXAMPLE") // or anyClient(), said aloud
            .groupsAnyOf("players", "testers")
            .build();
    TokenVerifier verifier = TokenVerifier.trusting(pool.trustedIssuers());
    String token = "e30.e30.";

    if (verifier.verify(token) instanceof Verification.Accepted accepted) {
      CognitoClaims claims = CognitoClaims.of(accepted.player());
      join(claims.subject(), claims.groups());
    }

    assertEquals(List.of(), joined);
    OnceStore onceStore = new InMemoryStores().once();
    CognitoAdapter adapter =
        CognitoAdapter.of(pool)
            .replays(onceStore) // or toleratingReplays()
            .build();
    assertEquals("cognito", adapter.platform().name());
    adapter.close();
    verifier.close();
  }

  @Test
  void tellOfSignOuts() {
    CognitoIssuer pool =
        CognitoIssuer.of(PoolTokens.POOL).accessTokens().client(PoolTokens.CLIENT).build();
    String feedsIssuer = PoolTokens.NAME;
    RevocationView feed = RevocationView.NONE;
    TokenVerifier verifier =
        TokenVerifier.builder()
            .trust(pool.trustedIssuers())
            .revocations(pool.revocations(feedsIssuer, feed))
            .build();
    verifier.close();
    String originJti = "o";
    String sub = "s";
    Instant signedOutAt = Instant.EPOCH;
    Instant tokensLastUntil = Instant.EPOCH.plusSeconds(3600);
    Revocation.of(RevocationKind.SESSION, originJti, tokensLastUntil);
    Revocation.upTo(RevocationKind.SUBJECT, sub, signedOutAt, tokensLastUntil);
  }

  @Test
  void stayBehindALoadBalancer() {
    String loadBalancerArn = BalancerTokens.SIGNER;
    LoadBalancerTokens tokens =
        LoadBalancerTokens.of(UserPoolId.of("eu-west-1_AbCdEf123"))
            .signer(loadBalancerArn)
            .client("1h57kf5cpq17m0eml12EXAMPLE")
            .build();
    TokenVerifier verifier = tokens.trustedIn(TokenVerifier.builder()).build();

    assertEquals(Set.of(PoolTokens.NAME, PoolTokens.UPDATED), verifier.issuers());
    verifier.close();
    tokens.close();
  }

  @Test
  void runWithAnEmulatorAndIdentityPools() {
    CognitoIssuer emulated =
        CognitoIssuer.of(UserPoolId.of("local_2haKcAe0"))
            .idTokens()
            .client("local-client")
            .onlyIssuer("http://localhost:9229/local_2haKcAe0")
            .build();
    TrustedIssuer identities =
        TrustedIssuer.named("https://cognito-identity.amazonaws.com")
            .algorithms(Algorithm.RS512)
            .audience("eu-west-1:12345678-1234-1234-1234-123456789012")
            .jwks("https://cognito-identity.amazonaws.com/.well-known/jwks_uri")
            .build();

    assertEquals(Set.of("http://localhost:9229/local_2haKcAe0"), emulated.names());
    assertEquals("https://cognito-identity.amazonaws.com", identities.name());
  }

  @Test
  void areTheReadmesOwn() throws IOException {
    String readme = Files.readString(HERE.resolve("README.md"));
    int start = readme.indexOf("## Verifying tokens");
    int end = readme.indexOf("\n## ", start);
    String part = readme.substring(start, end < 0 ? readme.length() : end);
    String source =
        flat(
            Files.readString(
                HERE.resolve(
                    "src/test/java/io/github/gameauth/cognito/VerifyingExamplesTest.java")));
    int found = 0;
    for (Matcher code = CODE.matcher(part); code.find(); found++) {
      String block = flat(code.group(1));
      assertTrue(source.contains(block), () -> "not compiled here: " + block);
    }

    assertFalse(found == 0, "no examples found: this test would prove nothing");
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }
}
