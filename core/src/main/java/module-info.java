// SPDX-License-Identifier: Apache-2.0

/** Tells a game server who a player is: verifies players' tokens and mints them. */
// The AWS SDK and Micrometer have no module descriptors. They are not passed on: whoever has them
// not must compile all the same.
@SuppressWarnings("requires-automatic")
module io.github.gameauth.core {
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires transitive okhttp3;
  requires org.slf4j;
  requires static jdk.jfr;
  requires static micrometer.core;
  requires static transitive java.sql;
  requires static transitive org.jspecify;
  requires static software.amazon.awssdk.services.dynamodb;
  requires static software.amazon.awssdk.services.secretsmanager;
  requires static software.amazon.awssdk.awscore;
  requires static software.amazon.awssdk.core;

  exports io.github.gameauth.access;
  exports io.github.gameauth.account;
  exports io.github.gameauth.claim;
  exports io.github.gameauth.event;
  exports io.github.gameauth.flight;
  exports io.github.gameauth.key;
  exports io.github.gameauth.live;
  exports io.github.gameauth.metrics;
  exports io.github.gameauth.mint;
  exports io.github.gameauth.platform;
  exports io.github.gameauth.revocation;
  exports io.github.gameauth.secret;
  exports io.github.gameauth.session;
  exports io.github.gameauth.storage;
  exports io.github.gameauth.storage.dynamodb;
  exports io.github.gameauth.storage.file;
  exports io.github.gameauth.storage.memory;
  exports io.github.gameauth.storage.postgres;
  exports io.github.gameauth.storage.secretsmanager;
  exports io.github.gameauth.store;
  exports io.github.gameauth.token;
  exports io.github.gameauth.upstream;
  exports io.github.gameauth.verify;
}
