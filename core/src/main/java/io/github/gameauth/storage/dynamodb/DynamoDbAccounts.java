// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.account.Account;
import io.github.gameauth.account.AccountId;
import io.github.gameauth.account.AccountStatus;
import io.github.gameauth.account.AccountStore;
import io.github.gameauth.account.AuditEntry;
import io.github.gameauth.account.Ban;
import io.github.gameauth.account.ExternalIdentity;
import io.github.gameauth.account.GameId;
import io.github.gameauth.account.IdentityLink;
import io.github.gameauth.account.KnownIdentity;
import io.github.gameauth.account.LinkOutcome;
import io.github.gameauth.account.LinkRules;
import io.github.gameauth.account.MergeOutcome;
import io.github.gameauth.account.TransferOutcome;
import io.github.gameauth.account.UnlinkOutcome;
import io.github.gameauth.platform.GuestRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Accounts in DynamoDB. Every step reads what it needs, decides, and writes in one transaction that
 * holds only if all of it still is as it was read; else it begins again.
 */
final class DynamoDbAccounts implements AccountStore {
  private final Tables tables;
  private final AccountReads reads;
  private final Visits visits;
  private final Links links;
  private final Transfers transfers;
  private final Merges merges;
  private final AccountStates states;
  private final IdentityBans identityBans;
  private final Deletions deletions;

  DynamoDbAccounts(Tables tables) {
    this.tables = tables;
    this.reads = new AccountReads(tables);
    this.visits = new Visits(tables);
    this.links = new Links(tables);
    this.transfers = new Transfers(tables);
    this.merges = new Merges(tables);
    this.states = new AccountStates(tables);
    this.identityBans = new IdentityBans(tables);
    this.deletions = new Deletions(tables);
  }

  @Override
  public Optional<Account> find(AccountId account) {
    return reads.dossier("find an account", account).map(Dossier::account);
  }

  @Override
  public KnownIdentity findByIdentity(ExternalIdentity identity, GameId game) {
    return visits.known(identity, game);
  }

  @Override
  public List<IdentityLink> links(AccountId account) {
    return reads
        .dossier("list links", account)
        .filter(dossier -> dossier.account().status() == AccountStatus.ACTIVE)
        .map(Dossier::links)
        .orElse(List.of())
        .stream()
        .map(link -> new IdentityLink(link.identity(), account, link.linkedAt(), link.movedAt()))
        .toList();
  }

  @Override
  public FindOrCreate findOrCreate(ExternalIdentity identity, Account candidate) {
    return visits.findOrCreate(identity, candidate);
  }

  @Override
  public boolean createGuest(Account candidate, GuestRecord credential) {
    return visits.createGuest(candidate, credential);
  }

  @Override
  public LinkOutcome link(
      AccountId account, ExternalIdentity identity, LinkRules rules, Instant now) {
    return links.link(account, identity, rules, now);
  }

  @Override
  public UnlinkOutcome unlink(AccountId account, ExternalIdentity identity, Instant now) {
    return links.unlink(account, identity, now);
  }

  @Override
  public TransferOutcome transfer(
      ExternalIdentity identity,
      AccountId from,
      AccountId to,
      boolean mayLeaveEmpty,
      LinkRules rules,
      Instant now,
      Instant revokedUntil) {
    return transfers.transfer(identity, from, to, mayLeaveEmpty, rules, now, revokedUntil);
  }

  @Override
  public MergeOutcome merge(
      AccountId winner, AccountId loser, LinkRules rules, Instant now, Instant revokedUntil) {
    return merges.merge(winner, loser, rules, now, revokedUntil);
  }

  @Override
  public boolean register(AccountId account, Instant now) {
    return states.register(account, now);
  }

  @Override
  public OptionalLong raiseEpoch(AccountId account, Instant now, Instant revokedUntil) {
    return states.raiseEpoch(account, now, revokedUntil);
  }

  @Override
  public boolean ban(AccountId account, Ban ban, Instant now, Instant revokedUntil) {
    return states.ban(account, ban, now, revokedUntil);
  }

  @Override
  public boolean unban(AccountId account, Instant now) {
    return states.unban(account, now);
  }

  @Override
  public void banIdentity(ExternalIdentity identity, Ban ban, Instant now) {
    identityBans.ban(identity, ban);
  }

  @Override
  public boolean unbanIdentity(ExternalIdentity identity, Instant now) {
    return identityBans.unban(identity);
  }

  @Override
  public boolean delete(AccountId account, Instant now, Instant revokedUntil) {
    return deletions.delete(account, now, revokedUntil);
  }

  @Override
  public List<AuditEntry> audit(AccountId account, int most) {
    List<AuditEntry> newestFirst =
        tables
            .main()
            .first(
                "read an account's history",
                query ->
                    query
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :start)")
                        .expressionAttributeValues(
                            Map.of(
                                ":pk", AttributeValue.fromS(Key.account(account).partition()),
                                ":start", AttributeValue.fromS(Key.AUDIT)))
                        .scanIndexForward(false),
                most)
            .stream()
            .map(item -> AccountItems.entry(account, item))
            .toList();
    return Stream.iterate(newestFirst.size() - 1, i -> i >= 0, i -> i - 1)
        .map(newestFirst::get)
        .toList();
  }
}
