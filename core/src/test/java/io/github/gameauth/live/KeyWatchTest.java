// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import static io.github.gameauth.live.LiveWorld.opened;
import static io.github.gameauth.live.LiveWorld.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.event.KeysChanged;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.FixedKeys;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.revocation.RevocationKind;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.testing.TestIssuer;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestUpstream;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leases whose key is withdrawn. */
final class KeyWatchTest {
  private final LiveWorld world = new LiveWorld();
  private final ConnectionRegistry<String> registry = world.registry().build();

  @AfterEach
  void close() {
    registry.close();
    world.close();
  }

  private SessionLease<String> open(String id) {
    return opened(registry.open(id, id, world.player()));
  }

  private void removed(String issuer, String name) {
    tell(new KeysChanged(issuer, 2, List.of(), List.of(name), List.of(), List.of()));
  }

  private void replaced(String name) {
    tell(new KeysChanged(TestIssuer.NAME, 2, List.of(), List.of(), List.of(name), List.of()));
  }

  private void added(String name) {
    tell(new KeysChanged(TestIssuer.NAME, 3, List.of(name), List.of(), List.of(), List.of()));
  }

  private void tell(KeysChanged change) {
    registry.keyWatch().keysChanged(change);
  }

  private void assertTold(String... words) {
    assertEquals(List.of(words), world.told);
  }

  @Test
  void endsLeasesOfAKeyThatIsGone() {
    open("c1");
    String old = world.issuer.kid();
    world.issuer.rotate();
    SessionLease<String> other = open("c2");

    removed(TestIssuer.NAME, old);

    assertTold("KEY_WITHDRAWN c1");
    assertTrue(other.isLive());
  }

  @Test
  void endsLeasesOfAKeyThatAnotherTookTheNameOf() {
    open("c1");

    replaced(world.issuer.kid());

    assertTold("KEY_WITHDRAWN c1");
  }

  @Test
  void leavesLeasesOfOtherIssuersKeysAlone() {
    SessionLease<String> lease = open("c1");

    removed("https://other.example", world.issuer.kid());

    assertTrue(lease.isLive());
  }

  @Test
  void endsLeasesOfAKeyWithoutAnId() {
    TestKey key = world.issuer.key();
    String thumbprint = key.keyId().orElseThrow();
    TokenVerifier verifier =
        TokenVerifier.builder()
            .clock(world.clock)
            .trust(
                TrustedIssuer.named(TestIssuer.NAME)
                    .audience("my-game")
                    .algorithms(Algorithm.ES256)
                    .allowingMissingKeyId()
                    .keys(FixedKeys.of(key.withoutKeyId().forVerification()))
                    .build())
            .build();
    String token = world.token().signedWith(key.withoutKeyId()).signed();
    opened(registry.open("c1", "c1", verifier.verify(token).orElseThrow()));
    world.revoke(RevocationKind.KEY, thumbprint);
    assertTold(); // a revocation names keys as tokens do, and these name none

    removed(TestIssuer.NAME, thumbprint);

    assertTold("KEY_WITHDRAWN c1");
  }

  @Test
  void sparesALeaseThatWasRenewedUnderAnotherKey() {
    SessionLease<String> lease = open("c1");
    String old = world.issuer.kid();
    world.issuer.rotate();
    world.clock.advance(Duration.ofMinutes(8));
    assertEquals(LeaseRenewal.RENEWED, lease.renew(world.player()));

    removed(TestIssuer.NAME, old);

    assertTrue(lease.isLive());
  }

  @Test
  void sparesALeaseThatOutlivesItsToken() {
    SessionLease<String> lease =
        opened(
            registry.open(
                "c1", "c1", world.player(), world.clock.instant().plus(Duration.ofHours(5))));

    world.clock.advance(Duration.ofHours(3)); // such a key retires as planned
    removed(TestIssuer.NAME, world.issuer.kid());

    assertTrue(lease.isLive());
  }

  @Test
  void refusesALeaseWhoseTokenWasCheckedJustBefore() {
    VerifiedPlayer player = world.player();
    removed(TestIssuer.NAME, world.issuer.kid());

    assertEquals(LeaseEnd.KEY_WITHDRAWN, refused(registry.open("c1", "c1", player)));
  }

  @Test
  void endsALeaseThatIsRenewedByATokenCheckedJustBefore() {
    SessionLease<String> lease = open("c1");
    world.issuer.rotate();
    world.clock.advance(Duration.ofMinutes(8));
    VerifiedPlayer newer = world.player();
    world.told.clear();
    removed(TestIssuer.NAME, world.issuer.kid());

    assertEquals(LeaseRenewal.ENDED, lease.renew(newer));

    assertTold("KEY_WITHDRAWN c1");
  }

  @Test
  void takesAKeyThatCameBack() {
    VerifiedPlayer player = world.player();
    removed(TestIssuer.NAME, world.issuer.kid());
    added(world.issuer.kid());

    assertTrue(opened(registry.open("c1", "c1", player)).isLive());
  }

  @Test
  void takesANameThatHasANewKeyForAWhile() {
    replaced(world.issuer.kid());
    world.clock.advance(Duration.ofSeconds(5));

    assertTrue(open("c1").isLive());
  }

  @Test
  @Timeout(60)
  void hearsOfTheKeysOfAVerifierByTheirPlannedAndUnplannedChanges() throws Exception {
    CountDownLatch ended = new CountDownLatch(2);
    LeaseListener<String> listener =
        (lease, why) -> {
          world.told.add(why.code() + " " + lease.connection());
          ended.countDown();
        };
    try (TestUpstream upstream = TestUpstream.start().keySet(world.issuer.jwks());
        ConnectionRegistry<String> connections =
            ConnectionRegistry.telling(listener)
                .clock(world.clock)
                .ticker(world.clock)
                .scheduler(world.scheduler)
                .build();
        TokenVerifier verifier =
            TokenVerifier.builder()
                .clock(world.clock)
                .ticker(world.clock)
                .listener(connections.keyWatch())
                .waitForKeys(Duration.ofSeconds(10))
                .trust(
                    TrustedIssuer.named(TestIssuer.NAME)
                        .audience("my-game")
                        .algorithms(Algorithm.ES256)
                        .jwks(upstream.jwksUrl())
                        .build())
                .build()) {
      String old = world.token().signed();
      opened(connections.open("c1", "c1", verifier.verify(old).orElseThrow()));

      world.clock.advance(Duration.ofSeconds(20)); // a fetch for an unknown key may be made again
      world.issuer.rotate();
      upstream.keySet(world.issuer.jwks());
      String next = world.token().signed();
      opened(connections.open("c2", "c2", verifier.verify(next).orElseThrow()));
      assertTold(); // a key more ends nobody

      world.clock.advance(Duration.ofSeconds(20));
      world.issuer.rotate();
      world.issuer.withdrawOldKeys();
      upstream.keySet(world.issuer.jwks());
      SessionLease<String> third =
          opened(
              connections.open("c3", "c3", verifier.verify(world.token().signed()).orElseThrow()));
      assertTrue(ended.await(30, TimeUnit.SECONDS));

      assertTrue(third.isLive());
      connections.close();
      assertEquals(
          Set.of("KEY_WITHDRAWN c1", "KEY_WITHDRAWN c2", "SERVER_STOPPING c3"),
          Set.copyOf(world.told));
    }
  }

  @Test
  void endsLeasesOfAKeyThatThisProcessWithdraws() {
    ConnectionRegistry<String> connections = world.registry().build();
    try (RotatingSigningKeys keys =
            SigningKeys.rotating(
                    TestIssuer.NAME, new InMemoryKeyStore(), KeyProtector.noneForKeysInMemoryOnly())
                .algorithm(Algorithm.ES256)
                .clock(world.clock)
                .ticker(world.clock)
                .executor(world.scheduler)
                .listener(connections.keyWatch())
                .open();
        TokenVerifier verifier =
            TokenVerifier.trusting(
                world.clock,
                TrustedIssuer.named(TestIssuer.NAME)
                    .audience("my-game")
                    .algorithms(Algorithm.ES256)
                    .profile(TokenProfile.playerToken())
                    .keys(keys.keySource())
                    .build())) {
      TokenMinter minter = TokenMinter.signing(keys).build();
      TokenSpec spec = TokenSpec.forSubject("p-17").audience("my-game");
      MintedToken first = minter.mint(spec);
      opened(connections.open("c1", "c1", verifier.verify(first.token().reveal()).orElseThrow()));

      keys.revoke(first.keyId());
      SessionLease<String> next =
          opened(
              connections.open(
                  "c2", "c2", verifier.verify(minter.mint(spec).token().reveal()).orElseThrow()));

      assertTold("KEY_WITHDRAWN c1");
      assertTrue(next.isLive());
    }
    connections.close();
  }
}
