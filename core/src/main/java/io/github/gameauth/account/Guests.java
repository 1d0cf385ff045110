// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.Optional;

/** Makes guests, and gives them new secrets. */
final class Guests {
  private static final int TRIES = 3;

  private final AccountStore accounts;
  private final GuestStore store;
  private final SecretGenerator generator;
  private final AccountSettings settings;

  Guests(
      AccountStore accounts,
      GuestStore store,
      SecretGenerator generator,
      AccountSettings settings) {
    this.accounts = accounts;
    this.store = store;
    this.generator = generator;
    this.settings = settings;
  }

  NewGuest create() {
    // Ids are never the same; but a store that repeats a step whose answer was lost finds its own
    // first try. That guest is nobody then: its secret is not told.
    for (int tries = 0; tries < TRIES; tries++) {
      Instant now = settings.now();
      GuestCredential credential =
          new GuestCredential(generator.identifier(), GuestCredential.newSecret(generator));
      Account account = Account.fresh(AccountId.random(generator), AccountKind.GUEST, now);
      GuestRecord kept = GuestRecord.of(credential.id(), Fingerprint.of(credential.secret()), now);
      if (accounts.createGuest(account, kept)) {
        settings.listener().accountCreated(Platform.GUEST.name());
        return new NewGuest(account, credential);
      }
    }
    throw new StoreException("guest: the store took none");
  }

  Optional<GuestCredential> rotate(String id) {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<GuestRecord> kept = store.find(id).filter(each -> each.isLiveAt(settings.now()));
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      GuestCredential next = new GuestCredential(id, GuestCredential.newSecret(generator));
      if (store.replaceSecrets(kept.get(), kept.get().followedBy(Fingerprint.of(next.secret())))) {
        return Optional.of(next);
      }
    }
    throw new StoreException("guest: others replaced the secrets each time");
  }
}
