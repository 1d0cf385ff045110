// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.KeyByIdCache;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.claim.LifetimePolicy;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.key.VerificationKey;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import io.github.gameauth.token.TokenLimits;
import io.github.gameauth.token.TokenRejectedException;
import io.github.gameauth.token.UnverifiedToken;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ownership tokens of Epic's shop. They say what a player owns and to nobody in particular, so that
 * they prove no login: one is believed about a player who is proved already, of items of ours.
 *
 * <p>Safe to share.
 */
final class EpicOwnership {
  private static final String KEYS =
      "https://ecommerceintegration-public-service-ecomprod02.ol.epicgames.com"
          + "/ecommerceintegration/api/public/publickeys/";

  private final List<String> catalogItemIds;
  private final KeyByIdCache keys;
  private final InstantSource clock;

  EpicOwnership(List<String> catalogItemIds, AdapterContext context) {
    this.catalogItemIds = catalogItemIds;
    this.keys = new KeyByIdCache("epic-ownership-keys", context, KEYS, Algorithm.RS512);
    this.clock = context.clock();
  }

  /** Which of our items a proven player owns. */
  Set<String> ownedBy(String accountId, Secret token) throws NotProvedException {
    Claims claims = verified(token);
    if (!claims.subject().equals(Optional.of(accountId))) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    if (!(claims.value("ent").orElse(null) instanceof List<?> entries)) {
      throw NotProvedException.outage();
    }
    Set<String> owned = new LinkedHashSet<>();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> item
          && item.get("catalogItemId") instanceof String id
          && catalogItemIds.contains(id)
          && Boolean.TRUE.equals(item.get("owned"))) {
        owned.add("epic:" + id);
      }
    }
    return owned;
  }

  private Claims verified(Secret token) throws NotProvedException {
    try {
      UnverifiedToken unverified =
          UnverifiedToken.parse(token.reveal(), TokenLimits.DEFAULT, Set.of(Algorithm.RS512));
      // Before a key is asked for: what is too old is not worth a question.
      Optional<Rejection> objection =
          LifetimePolicy.DEFAULT.objectionTo(unverified.registered(), clock.instant());
      if (objection.isPresent()) {
        throw new TokenRejectedException(objection.get());
      }
      VerificationKey key = keys.of(unverified.keyId().orElse(""));
      return unverified.verifiedBy(List.of(key), SignatureProvider.platform());
    } catch (TokenRejectedException e) {
      throw NotProvedException.rejected(
          e.rejection().reason() == Rejection.Reason.EXPIRED ? Reason.EXPIRED : Reason.INVALID);
    }
  }
}
