// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.account.AccountStore.FindOrCreate;
import io.github.gameauth.platform.GuestCredential;
import io.github.gameauth.platform.GuestStore;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.secret.SecretGenerator;
import io.github.gameauth.store.OnceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Players' accounts: finds and makes them, and changes what leads to them.
 *
 * <p>Identities are never linked because they look alike, and no answer to a player tells anything
 * about another account. What may happen is a return value; {@code StoreException} means that a
 * store cannot be reached, and that nobody can tell. Each step may then be repeated.
 *
 * <p>Safe to share; every method may block.
 */
public final class Accounts {
  /** More history than a person reads. */
  private static final int MOST_AUDIT = 500;

  private final AccountStore store;
  private final SecretGenerator generator;
  private final AccountSettings settings;
  private final Lookup lookup;
  private final LinkTickets tickets;
  private final Guests guests;
  private final Linking linking;
  private final Merging merging;
  private final Bans bans;

  Accounts(AccountsBuilder from) {
    this.store = from.accounts;
    this.generator = from.generator;
    this.settings = from.settings();
    this.lookup = new Lookup(store, from.personas);
    this.tickets = new LinkTickets(from.once, generator, from.ticketLifetime);
    this.guests = new Guests(store, from.guests, generator, settings);
    this.linking = new Linking(store, tickets, from.progress, settings);
    this.merging = new Merging(store, tickets, from.hook, settings);
    this.bans = new Bans(store, lookup, settings);
  }

  /**
   * Begins with where things are kept; all three of one engine.
   *
   * @param accounts accounts and the identities that lead to them
   * @param guests guests' credentials
   * @param once link tickets
   */
  public static AccountsBuilder over(AccountStore accounts, GuestStore guests, OnceStore once) {
    return new AccountsBuilder(accounts, guests, once);
  }

  /**
   * The account of that name; if it was merged, the one that took its place, over 5 merges at most.
   */
  public Optional<Account> find(AccountId account) {
    return lookup.find(account);
  }

  /** What is known of an identity; a merged account is followed as above. Nothing is made. */
  public KnownIdentity find(ExternalIdentity identity, GameId game) {
    return lookup.find(identity, game);
  }

  /**
   * The account that a proved identity leads to; if it leads nowhere, a new one that it leads to
   * from now on. However many servers try at once, one account is made and all of them get it.
   *
   * @throws IllegalArgumentException if the identity is a guest's that leads nowhere, as after the
   *     guest's account was deleted: guests are made by {@link #createGuest} alone
   */
  public FindOrCreate findOrCreate(ExternalIdentity identity) {
    if (identity.isGuest()) {
      return new FindOrCreate(guestOf(identity), false);
    }
    Account candidate =
        Account.fresh(AccountId.random(generator), AccountKind.SHADOW, settings.now());
    FindOrCreate made = store.findOrCreate(identity, candidate);
    if (made.created()) {
      settings.listener().accountCreated(identity.provider().name());
    }
    return new FindOrCreate(lookup.followed(made.account()), made.created());
  }

  private Account guestOf(ExternalIdentity identity) {
    return lookup
        .find(identity)
        .account()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "identity: a guest's that leads nowhere (expected: one of createGuest)"));
  }

  /**
   * A new guest: an account, and a credential made by us that leads to it. Limit how often a source
   * may ask for one.
   */
  public NewGuest createGuest() {
    return guests.create();
  }

  /**
   * A guest's next secret. The present one is good until the next one is used, so a device keeps
   * both until then. Asking again replaces a next one that was not used yet.
   *
   * @param credentialId the public id of a credential that was just proved
   * @return empty if there is no such credential, or it has ended
   */
  public Optional<GuestCredential> rotateGuestSecret(String credentialId) {
    return guests.rotate(credentialId);
  }

  /**
   * Lets an identity lead to the proof's account. If it leads to another one, the player gets a
   * ticket to choose with: {@link #keep} things as they are, {@link #transfer} the identity, {@link
   * #merge} the accounts, or log in by it and go on there.
   *
   * @param proof the player's own session on the account
   * @param identity what an adapter has just vouched for
   */
  public LinkAnswer link(LinkProof proof, PlatformIdentity identity) {
    return linking.link(proof, ExternalIdentity.of(identity));
  }

  /** Leaves everything as it is and uses the ticket up. One that is not good is ignored. */
  public void keep(Secret ticket) {
    tickets.discard(ticket, settings.now());
  }

  /**
   * Moves the ticket's identity to the proof's account, and ends the sessions of the account that
   * it led to. That account must keep a credential, or be one that its player has not claimed and
   * that the {@link ProgressInspector} finds untouched.
   *
   * <p>The ticket is used up whatever comes of it, even if the proof is of another session: then it
   * was stolen or mixed up. Only a proof that is too old leaves it good.
   */
  public TransferAnswer transfer(LinkProof proof, Secret ticket) {
    return linking.transfer(proof, ticket);
  }

  /**
   * Makes one account of two: the proof's account takes in the one that the ticket's identity leads
   * to, whose sessions end. The {@link MergeHook} brings over what games keep, before that, outside
   * of any step of a store.
   *
   * <p>The ticket is used up as in {@link #transfer}. After a crash or an error the player links
   * again, gets another ticket and repeats the merge, which is done at most once. Open a new
   * session afterwards: where a persona of the other account goes on, older sessions of this one
   * end, too.
   */
  public MergeAnswer merge(LinkProof proof, Secret ticket) {
    return merging.merge(proof, ticket);
  }

  /** Takes an identity off the proof's account, unless the player could not come back then. */
  public UnlinkAnswer unlink(LinkProof proof, ExternalIdentity identity) {
    return linking.unlink(proof, identity);
  }

  /**
   * Marks an account as claimed by its player: {@link AccountKind#FULL}. Its id and personas stay.
   *
   * @return false unless it is in use and no ban is in force
   */
  public boolean register(AccountId account) {
    return told(store.register(account, settings.now()), "registered");
  }

  /**
   * Deletes an account, what leads to it, its personas and its sessions. Its name stays as deleted,
   * and a ban stays with its identities, so that nobody comes back clean.
   *
   * @return false if there is no such account in use
   */
  public boolean delete(AccountId account) {
    Instant now = settings.now();
    return told(store.delete(account, now, settings.revokedUntil(now)), "deleted");
  }

  /**
   * Lays a ban on an account, in place of one that lies there, and ends its sessions. For a merged
   * account, on the one that took its place.
   *
   * @return false if there is no such account
   */
  public boolean ban(AccountId account, Ban ban) {
    return bans.ban(account, ban);
  }

  /**
   * Takes the ban off an account, or off the one that took its place; those of its identities stay.
   * False if there was none.
   */
  public boolean unban(AccountId account) {
    return bans.unban(account);
  }

  /**
   * Lays a ban on an identity, in place of one that lies there, and on the account that it leads
   * to, unless a longer one is in force there. It stays though the account is deleted, and keeps
   * the identity from being linked elsewhere.
   */
  public void ban(ExternalIdentity identity, Ban ban) {
    bans.ban(identity, ban);
  }

  /**
   * Takes the ban off an identity; that of its account stays, as it may have reasons of its own.
   * False if there was none.
   */
  public boolean unban(ExternalIdentity identity) {
    return bans.unban(identity);
  }

  /**
   * Ends all sessions of an account; for a merged one, of the account that took its place.
   *
   * @return false if there is no such account in use
   */
  public boolean logOutEverywhere(AccountId account) {
    Instant now = settings.now();
    boolean ended =
        lookup
            .find(account)
            .map(each -> store.raiseEpoch(each.id(), now, settings.revokedUntil(now)))
            .filter(epoch -> epoch.isPresent())
            .isPresent();
    return told(ended, "logged-out");
  }

  /** The identities that lead to an account. */
  public List<IdentityLink> links(AccountId account) {
    return store.links(account);
  }

  /** The newest 500 lines of an account's history, the oldest of them first. */
  public List<AuditEntry> audit(AccountId account) {
    return store.audit(account, MOST_AUDIT);
  }

  private boolean told(boolean done, String change) {
    if (done) {
      settings.listener().accountChanged(change, "");
    }
    return done;
  }
}
