// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.store.OnceKey;
import io.github.gameauth.store.OnceStore;
import io.github.gameauth.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hands out link tickets and takes them back, each one once. A ticket's fingerprint is kept, and
 * what it is about; the ticket itself is not.
 */
final class LinkTickets {
  private static final String NAMESPACE = "link";
  private static final String VERSION = "1";
  private static final String UNREADABLE = "link ticket: what is kept cannot be read";
  private static final int TRIES = 3;

  private final OnceStore store;
  private final SecretGenerator generator;
  private final Duration lifetime;

  LinkTickets(OnceStore store, SecretGenerator generator, Duration lifetime) {
    this.store = store;
    this.generator = generator;
    this.lifetime = lifetime;
  }

  /**
   * What a ticket is about.
   *
   * @param account the account whose session got it
   * @param sessionId that session
   * @param owner where the identity led then
   * @param identity the identity that was proved
   */
  record Conflict(AccountId account, String sessionId, AccountId owner, ExternalIdentity identity) {
    boolean isOf(LinkProof proof) {
      return account.equals(proof.account()) && sessionId.equals(proof.sessionId());
    }

    // No part can hold a line break: ids and session are printable, the others have no controls.
    private String text() {
      return String.join(
          "\n",
          VERSION,
          account.value(),
          sessionId,
          owner.value(),
          identity.provider().name(),
          identity.tenant(),
          identity.subject());
    }

    private static Conflict of(String text) {
      List<String> parts = List.of(text.split("\n", -1));
      if (parts.size() != 7 || !parts.get(0).equals(VERSION)) {
        throw new StoreException(UNREADABLE);
      }
      try {
        return new Conflict(
            new AccountId(parts.get(1)),
            parts.get(2),
            new AccountId(parts.get(3)),
            new ExternalIdentity(new Platform(parts.get(4)), parts.get(5), parts.get(6)));
      } catch (IllegalArgumentException e) {
        throw new StoreException(UNREADABLE, e);
      }
    }
  }

  LinkTicket issue(Conflict conflict, Instant now) {
    Instant expiresAt = now.plus(lifetime);
    // Two tickets are never the same; but a store that repeats a step whose answer was lost finds
    // its own first try.
    for (int tries = 0; tries < TRIES; tries++) {
      Secret secret = generator.secret();
      if (store.claim(key(secret), conflict.text(), now, expiresAt)) {
        return new LinkTicket(secret, expiresAt);
      }
    }
    throw new StoreException("link ticket: the store took none");
  }

  /**
   * What the ticket is about, if it is good and of the proof's own session. It is used up in any
   * case: one that turns up in another session was stolen or mixed up.
   */
  Optional<Conflict> take(Secret ticket, LinkProof proof, Instant now) {
    return store.consume(key(ticket), now).map(Conflict::of).filter(each -> each.isOf(proof));
  }

  void discard(Secret ticket, Instant now) {
    store.consume(key(ticket), now);
  }

  private static OnceKey key(Secret ticket) {
    return new OnceKey(NAMESPACE, Fingerprint.of(ticket));
  }
}
