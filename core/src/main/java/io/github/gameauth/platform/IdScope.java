// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.platform;

/** Within which bounds a platform calls the same player by the same id. */
public enum IdScope {
  /** Everywhere. */
  GLOBAL,
  /** In all games of one publisher. */
  PUBLISHER,
  /** In all games of one team or organisation. */
  TEAM,
  /** In one game. */
  APP
}
