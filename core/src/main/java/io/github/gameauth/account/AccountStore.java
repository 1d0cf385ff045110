// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import io.github.gameauth.platform.GuestRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where accounts and the identities that lead to them are kept, shared by all servers. Each method
 * is one atomic step, also between processes and when a process dies within it: what belongs
 * together is written together or not at all.
 *
 * <p>Where a step ends sessions, it raises the account's session epoch and writes, in the same
 * step, a {@code SUBJECT} revocation of the new epoch for the account's name and for each of its
 * personas, aliases too, all of them expiring at the given time. Each change of an account writes
 * an {@link AuditEntry}; a step that changes nothing writes none.
 *
 * <p>What may happen is a return value; {@code StoreException} means that the store cannot be
 * reached. Safe to share; every method may block. Every store passes {@code AccountStoreContract},
 * which stands in core's test jar.
 */
public interface AccountStore {
  /** The account of that name, whatever became of it; nothing is followed. */
  Optional<Account> find(AccountId account);

  /** What is known of an identity, with the persona in {@code game}; one round trip if possible. */
  KnownIdentity findByIdentity(ExternalIdentity identity, GameId game);

  /** The identities that lead to the account, guests' too, whether their secrets ended or not. */
  List<IdentityLink> links(AccountId account);

  /**
   * The account that an identity leads to; if it leads nowhere, to {@code candidate} from now on.
   * However many try at once, one account is made and all of them get it.
   *
   * @param candidate a fresh account
   * @throws IllegalArgumentException if it is a guest's identity: {@link #createGuest} makes those
   * @throws io.github.gameauth.store.StoreException also if there is an account of the candidate's
   *     name
   */
  FindOrCreate findOrCreate(ExternalIdentity identity, Account candidate);

  /** What {@link #findOrCreate} found or made. */
  record FindOrCreate(Account account, boolean created) {}

  /**
   * Keeps a fresh guest account, its credential, and the link between them.
   *
   * @return false if there is a credential of that id already, and nothing was kept
   * @throws io.github.gameauth.store.StoreException also if there is an account of the candidate's
   *     name
   */
  boolean createGuest(Account candidate, GuestRecord credential);

  /**
   * Lets {@code identity} lead to {@code account}. A guest that gets its first other identity
   * becomes {@link AccountKind#SHADOW}, and its secret ends after the rules' overlap; so does the
   * secret of a guest that was registered before, and a secret that ends earlier keeps its time.
   *
   * <p>Guests' identities take no provider's place. One that leads nowhere has lost its account,
   * and is answered with {@link LinkOutcome.AccountNotActive}. The cool-down is a matter of {@link
   * #transfer}: an identity that was taken off its account is free at once.
   */
  LinkOutcome link(AccountId account, ExternalIdentity identity, LinkRules rules, Instant now);

  /**
   * Takes an identity off its account, unless it is the last thing by which the player can come
   * back. A guest's secret that has ended by {@code now} does not count; a guest's identity takes
   * its secret with it.
   */
  UnlinkOutcome unlink(AccountId account, ExternalIdentity identity, Instant now);

  /**
   * Lets an identity that leads to {@code from} lead to {@code to} instead, and ends the sessions
   * of {@code from}. For {@code to} it is as in {@link #link}; a guest's secret that comes over
   * ends after the rules' overlap. An identity that came over, by this or by {@link #merge}, stays
   * for the rules' cool-down.
   *
   * @param mayLeaveEmpty whether {@code from} may lose its last credential
   * @param revokedUntil when the revocations expire
   */
  TransferOutcome transfer(
      ExternalIdentity identity,
      AccountId from,
      AccountId to,
      boolean mayLeaveEmpty,
      LinkRules rules,
      Instant now,
      Instant revokedUntil);

  /**
   * Makes one account of two: the identities of {@code loser} lead to {@code winner}, {@code loser}
   * stays as a {@link AccountStatus#MERGED} name that leads there, its sessions end, its guest
   * secrets end after the rules' overlap. In games where {@code winner} has a persona, those of
   * {@code loser} become aliases of it; in the others they go on as {@code winner}'s. Kind and ban
   * of {@code winner} become the stronger of the two. A guest that gets its first other identity by
   * it is treated as in {@link #link}.
   *
   * <p>If a persona goes on as {@code winner}'s, the epoch of {@code winner} becomes at least the
   * new one of {@code loser}, without further revocations: below that, tokens of that persona are
   * dead, and new ones carry the epoch of {@code winner}.
   */
  MergeOutcome merge(
      AccountId winner, AccountId loser, LinkRules rules, Instant now, Instant revokedUntil);

  /** Marks an account as claimed by its player; false unless it is in use and no ban in force. */
  boolean register(AccountId account, Instant now);

  /**
   * Ends all sessions of an account.
   *
   * @return the new epoch; empty if there is no such account in use
   */
  OptionalLong raiseEpoch(AccountId account, Instant now, Instant revokedUntil);

  /**
   * Lays a ban on an account and ends its sessions; a ban that lies there is replaced. A merged
   * account passes it on to the one that took its place.
   *
   * @return false if there is no such account
   */
  boolean ban(AccountId account, Ban ban, Instant now, Instant revokedUntil);

  /** Takes the ban off an account, or off the one that took its place; false if there was none. */
  boolean unban(AccountId account, Instant now);

  /** Lays a ban on an identity, whether it leads anywhere or not; sessions are not touched. */
  void banIdentity(ExternalIdentity identity, Ban ban, Instant now);

  /** Takes the ban off an identity; false if there was none. */
  boolean unbanIdentity(ExternalIdentity identity, Instant now);

  /**
   * Deletes an account: its identities, guest secrets and personas go, its sessions end, its name
   * stays as {@link AccountStatus#DELETED}. If a ban lies on it, each of its identities but a
   * guest's gets that ban, unless a longer one lies there.
   *
   * @return false if there is no such account in use
   */
  boolean delete(AccountId account, Instant now, Instant revokedUntil);

  /** The account's history, oldest first, up to {@code most} of the newest lines. */
  List<AuditEntry> audit(AccountId account, int most);
}
