// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.verify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.gameauth.key.SignatureProvider;
import io.github.gameauth.pool.Pool;
import io.github.gameauth.token.TokenBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were accepted, by the SHA-256 of their exact bytes. It belongs to one verifier, whose
 * policies never change, and holds acceptances only: remembered rejections would hand our memory to
 * strangers.
 */
final class VerifiedTokenCache {
  /** An entry's own objects; its claims come on top, at about three bytes a character. */
  private static final int ENTRY_BYTES = 600;

  private final Cache<TokenDigest, RememberedToken> tokens;
  private final Duration longest;
  private final int longestToken;
  private final SignatureProvider provider;
  private final Pool<TokenHasher> hashers = new Pool<>();

  VerifiedTokenCache(
      TokenCacheSettings settings,
      int longestToken,
      SignatureProvider provider,
      LongSupplier ticker) {
    this.longest = settings.longest();
    this.longestToken = longestToken;
    this.provider = provider;
    this.tokens =
        Caffeine.newBuilder()
            .maximumWeight(settings.maxBytes())
            .weigher((TokenDigest key, RememberedToken token) -> token.weight())
            .expireAfter(new UntilItsEnd())
            .ticker(ticker::getAsLong)
            .executor(Runnable::run) // evictions are small; no thread of a common pool is taken
            .build();
  }

  /** Whose exact bytes these are; null if nobody's, or if there are too many. */
  @Nullable RememberedToken find(byte[] token, int offset, int length) {
    if (length > longestToken) {
      return null;
    }
    TokenHasher hasher = hasher();
    RememberedToken found = tokens.getIfPresent(hasher.keyOf(token, offset, length));
    hashers.give(hasher);
    return found;
  }

  /** The same for a buffer's remaining bytes. */
  @Nullable RememberedToken find(ByteBuffer token) {
    if (token.hasArray()) {
      return find(token.array(), token.arrayOffset() + token.position(), token.remaining());
    }
    if (token.remaining() > longestToken) {
      return null;
    }
    TokenHasher hasher = hasher();
    RememberedToken found = tokens.getIfPresent(hasher.keyOf(token));
    hashers.give(hasher);
    return found;
  }

  /** Remembers a token by the bytes that were verified, read again from our own copy. */
  void remember(TokenBytes token, VerifiedPlayer player, IssuerTrust trust, Instant now) {
    Duration left = Duration.between(now, player.expiresAt().orElse(now));
    Duration life = left.compareTo(longest) < 0 ? left : longest;
    if (life.isNegative() || life.isZero()) {
      return; // accepted within the leeway alone
    }
    int weight = ENTRY_BYTES + 3 * token.length();
    TokenHasher hasher = hasher();
    TokenDigest key = hasher.keyOf(token.view()).copy();
    hashers.give(hasher);
    tokens.put(key, new RememberedToken(player, trust, weight, life.toNanos()));
  }

  private TokenHasher hasher() {
    TokenHasher hasher = hashers.take();
    return hasher != null ? hasher : new TokenHasher(provider.sha256(), longestToken);
  }

  /** An entry lives its own time from when it was made; reading it does not prolong that. */
  private static final class UntilItsEnd implements Expiry<TokenDigest, RememberedToken> {
    @Override
    public long expireAfterCreate(TokenDigest key, RememberedToken token, long now) {
      return token.livesNanos();
    }

    @Override
    public long expireAfterUpdate(TokenDigest key, RememberedToken token, long now, long left) {
      return token.livesNanos();
    }

    @Override
    public long expireAfterRead(TokenDigest key, RememberedToken token, long now, long left) {
      return left;
    }
  }
}
