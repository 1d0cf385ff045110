// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.quickstart;

import io.github.gameauth.claim.TokenProfile;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.KeyAnswer;
import io.github.gameauth.key.KeySetState;
import io.github.gameauth.key.KeySetState.Stage;
import io.github.gameauth.mint.KeyProtector;
import io.github.gameauth.mint.MintedToken;
import io.github.gameauth.mint.RotatingSigningKeys;
import io.github.gameauth.mint.SigningKeys;
import io.github.gameauth.mint.TokenMinter;
import io.github.gameauth.mint.TokenSpec;
import io.github.gameauth.storage.memory.InMemoryKeyStore;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.verify.TokenVerifier;
import io.github.gameauth.verify.TrustedIssuer;
import io.github.gameauth.verify.Verification;
import io.github.gameauth.verify.Verification.Accepted;
import io.github.gameauth.verify.Verification.Rejected;
import io.github.gameauth.verify.Verification.Undecided;
import io.github.gameauth.verify.VerifierBuilder;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;

/**
 * An issuer and a game server in one process. The issuer publishes its keys over HTTP and mints
 * tokens, the game server verifies them; then come forgeries, a key rotation and an outage.
 */
public final class Quickstart {
  private static final String ISSUER = "https://id.mygame.example";
  private static final String GAME = "my-game";
  private static final String PLAYER = "p-17";

  private final Transcript transcript = new Transcript(System.out);
  private final StoryClock clock;
  private final RotatingSigningKeys keys;
  private final TokenMinter minter;
  private final Endpoint endpoint;
  private final TokenVerifier verifier;

  private Quickstart(
      StoryClock clock, RotatingSigningKeys keys, Endpoint endpoint, TokenVerifier verifier) {
    this.clock = clock;
    this.keys = keys;
    this.minter = TokenMinter.signing(keys).build();
    this.endpoint = endpoint;
    this.verifier = verifier;
  }

  /** Without arguments the story, with arguments a token of the reader's own. */
  public static void main(String... args) throws Exception {
    int status = args.length == 0 ? tell() : OwnToken.check(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static int tell() throws Exception {
    StoryClock clock = StoryClock.startingAt("2030-01-01T12:00:00Z"); // a Tuesday
    try (RotatingSigningKeys keys = signingKeys(clock);
        Endpoint endpoint = Endpoint.serving(keys.jwks());
        TokenVerifier verifier = verifier(endpoint.url(), clock)) {
      Quickstart story = new Quickstart(clock, keys, endpoint, verifier);
      story.goodAndBad();
      story.forged();
      story.rotated();
      story.cutOff();
      return story.transcript.summary(endpoint.requests());
    }
  }

  private static RotatingSigningKeys signingKeys(StoryClock clock) {
    return SigningKeys.rotating(
            ISSUER, new InMemoryKeyStore(), KeyProtector.noneForKeysInMemoryOnly())
        .clock(clock)
        .ticker(clock)
        .open();
  }

  private static TokenVerifier verifier(String keySetUrl, StoryClock clock) {
    TrustedIssuer issuer =
        TrustedIssuer.named(ISSUER)
            .audience(GAME)
            .jwks(keySetUrl)
            .profile(TokenProfile.playerToken())
            .build();
    return TokenVerifier.builder()
        .trust(issuer)
        .clock(clock)
        .ticker(clock)
        .waitForKeys(VerifierBuilder.MAX_WAIT) // the story holds on a busy machine, too
        .build();
  }

  private void goodAndBad() {
    transcript.scene("Players come to a game server that trusts " + ISSUER);
    TokenSpec forUs = TokenSpec.forSubject(PLAYER).audience(GAME);
    MintedToken brief = minter.mint(forUs.livingFor(Duration.ofMinutes(1)));
    knock("a fresh token", minter.mint(forUs), "ACCEPTED");
    knock("one for another game", minter.mint(forUs.audience("another-game")), "CLAIM(aud)");
    clock.skip(Duration.ofMinutes(2));
    knock("one that has expired", brief, "EXPIRED");
  }

  private void forged() throws GeneralSecurityException {
    transcript.scene("An attacker has a good token and the public key");
    MintedToken good = freshToken();
    Forgeries attacker = new Forgeries(good.token().reveal());
    PublicKey key = publicKey(good.keyId());
    knock("the token, made out to player p-18", attacker.tampered(PLAYER, "p-18"), "SIGNATURE");
    knock("alg none, no signature", attacker.unsigned(), "ALGORITHM");
    knock("HS256, the public key as secret", attacker.keyedWith(key, good.keyId()), "ALGORITHM");
    knock("own key under our key's id", attacker.signedByOwnKey(good.keyId()), "SIGNATURE");
    knock("own key under an id of its own", attacker.signedByOwnKey("my-key"), "KEY_UNKNOWN");
  }

  private void rotated() {
    transcript.scene("Tuesday night: the next key is published, 25 hours before it signs");
    clock.skipTo("2030-01-01T23:01:00Z");
    keys.renew(); // else done in the background
    knock("a fresh token", freshToken(), "ACCEPTED");
    transcript.holds("the verifier knows both keys by now", keySet().keyIds().size() == 2);
    transcript.scene("Thursday, three minutes past midnight: the next key signs");
    clock.skipTo("2030-01-02T23:57:00Z");
    MintedToken before = freshToken();
    clock.skipTo("2030-01-03T00:03:00Z");
    MintedToken after = freshToken();
    knock("a token of the first key", before, "ACCEPTED");
    knock("a token of the next key", after, "ACCEPTED");
    transcript.holds("they were signed by two keys", !before.keyId().equals(after.keyId()));
  }

  private void cutOff() {
    endpoint.close();
    transcript.scene("The issuer's key set cannot be reached any more; an hour later");
    clock.skip(Duration.ofHours(1));
    knock("a fresh token", freshToken(), "ACCEPTED");
    transcript.holds("it was checked by stale keys", keySet().stage() == Stage.STALE);
    transcript.scene("Four hours later: keys that old are trusted no longer, and nobody can tell");
    clock.skip(Duration.ofHours(4));
    knock("a fresh token", freshToken(), "UNDECIDED");
  }

  private KeySetState keySet() {
    return verifier.keySets().get(ISSUER);
  }

  /** The public key, which anybody can read off the published set. */
  private PublicKey publicKey(String keyId) {
    KeyAnswer answer = keys.keySource().find(Algorithm.RS256, keyId);
    return (PublicKey) ((KeyAnswer.Found) answer).candidates().get(0).key();
  }

  private MintedToken freshToken() {
    return minter.mint(TokenSpec.forSubject(PLAYER).audience(GAME));
  }

  private void knock(String what, MintedToken token, String expected) {
    knock(what, token.token().reveal(), expected);
  }

  /** What a game server does with a token, and what the README begins with. */
  private void knock(String what, String token, String expected) {
    transcript.comes(what, expected);
    Verification outcome = verifier.verify(token);
    if (outcome instanceof Accepted accepted) {
      join(accepted.player().subject()); // never the id that the client sent
    } else if (outcome instanceof Rejected rejected) {
      refuse(rejected.rejection()); // the reason is for your log, not for the client
    } else if (outcome instanceof Undecided undecided) {
      retryIn(undecided.retryAfter()); // the issuer is out of reach: not the token's fault
    }
  }

  private void join(String player) {
    transcript.says("ACCEPTED", "ACCEPTED", "player " + player);
  }

  private void refuse(Rejection rejection) {
    transcript.says("REJECTED", rejection.code(), rejection.toString());
  }

  private void retryIn(Duration wait) {
    transcript.says(
        "UNDECIDED", "UNDECIDED", "ask again in " + Math.max(1, wait.toSeconds()) + " s");
  }
}
