// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountStore.FindOrCreate;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.platform.GuestRecord;
import io.github.gameauth.store.StoreException;
import java.util.List;
import java.util.Optional;

/** How players come: by an identity that is known, or for the first time. */
final class Visits {
  private static final String FIND = "find an account by an identity";
  private static final String CREATE = "create an account";

  private final Tables tables;
  private final AccountReads reads;

  Visits(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
  }

  /** Two reads: the identity, then its account with everything. */
  KnownIdentity known(ExternalIdentity id, GameId game) {
    return tables.calls().undisturbed(FIND, () -> known(reads.identity(FIND, id), game));
  }

  /** Empty if the identity went elsewhere between the two reads. */
  private Optional<KnownIdentity> known(Identity identity, GameId game) {
    if (identity.owner().isEmpty()) {
      return Optional.of(new KnownIdentity(Optional.empty(), Optional.empty(), identity.ban()));
    }
    return owner(identity)
        .map(
            dossier ->
                new KnownIdentity(
                    Optional.of(dossier.account()),
                    dossier.leaving() ? Optional.empty() : dossier.persona(game),
                    identity.ban()));
  }

  private Optional<Dossier> owner(Identity identity) {
    return identity
        .owner()
        .flatMap(account -> reads.dossier(FIND, account))
        .filter(dossier -> dossier.link(identity.id()).isPresent());
  }

  FindOrCreate findOrCreate(ExternalIdentity id, Account candidate) {
    if (id.isGuest()) {
      throw new IllegalArgumentException("identity: a guest's (expected: another)");
    }
    return tables.calls().undisturbed(CREATE, () -> found(id, candidate));
  }

  private Optional<FindOrCreate> found(ExternalIdentity id, Account candidate) {
    Identity identity = reads.identity(CREATE, id);
    if (identity.owner().isPresent()) {
      return owner(identity).map(dossier -> new FindOrCreate(dossier.account(), false));
    }
    return created(candidate, identity, Optional.empty())
        ? Optional.of(new FindOrCreate(candidate, true))
        : Optional.empty();
  }

  boolean createGuest(Account candidate, GuestRecord credential) {
    ExternalIdentity id = ExternalIdentity.ofGuest(credential.id());
    return tables
        .calls()
        .undisturbed(
            CREATE,
            () -> {
              Identity identity = reads.identity(CREATE, id);
              if (identity.owner().isPresent() || identity.guest().isPresent()) {
                // Also true if it is this very guest, whose caller did not hear of it.
                return Optional.of(
                    identity.leadsTo(candidate.id())
                        && identity.guest().equals(Optional.of(credential)));
              }
              return created(candidate, identity.with(credential), credential.endsAt())
                  ? Optional.of(true)
                  : Optional.empty();
            });
  }

  /** False if the identity is no longer as it was read. */
  private boolean created(
      Account candidate, Identity identity, Optional<java.time.Instant> endsAt) {
    Dossier.Link link = Dossier.Link.made(identity.id(), candidate.createdAt()).ending(endsAt);
    Transaction.Committed committed =
        new Change(tables)
            .create(
                Dossier.fresh(candidate, link),
                "created",
                identity.id().provider().name(),
                candidate.createdAt())
            .save(identity.leadingTo(candidate.id()))
            .outcome(CREATE);
    List<Optional<Item>> found = committed.found();
    if (!committed.done() && !found.isEmpty() && found.get(0).isPresent()) {
      throw new StoreException("dynamodb: there is an account of that name already");
    }
    return committed.done();
  }
}
