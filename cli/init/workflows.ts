/** The workflows of GitHub Actions by their paths. Publishing needs one secret, and neither wrangler nor a token of Cloudflare. */
export function writeWorkflows(): [path: string, text: string][] {
  return [
    [".github/workflows/publish.yml", PUBLISH],
    [".github/workflows/deploy.yml", DEPLOY],
  ];
}

const SETUP = `      - uses: actions/checkout@v5
        with:
          # The age of each article's last edition is read from the history.
          fetch-depth: 0
      - uses: actions/setup-node@v5
        with:
          node-version: 24
          cache: npm
      - run: npm ci`;

const PUBLISH = `# Checks every pull request, and publishes what is pushed to the main branch.
# Needs the variable EDGEWIRE_URL, the publication's address, and the secret EDGEWIRE_TOKEN, which \`edgewire deploy\` shows.
name: Publish

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-latest
    steps:
${SETUP}
      # Findings appear at their lines in the pull request.
      - run: npx edgewire check

  publish:
    needs: check
    if: github.event_name == 'push' && vars.EDGEWIRE_URL != ''
    runs-on: ubuntu-latest
    # One publish at a time, in the order of the pushes.
    concurrency: publish
    steps:
${SETUP}
      - run: npx edgewire publish --to "$EDGEWIRE_URL"
        env:
          EDGEWIRE_URL: \${{ vars.EDGEWIRE_URL }}
          EDGEWIRE_TOKEN: \${{ secrets.EDGEWIRE_TOKEN }}
`;

export const BACKUP_WORKFLOW: readonly [path: string, text: string] = [
  ".github/workflows/backup.yml",
  `# Backs up the publication every night. A backup holds drafts, and anybody can fetch the artifacts of a public repository: so this
# runs in a private one alone. Needs the variable EDGEWIRE_URL and the secrets EDGEWIRE_TOKEN and EDGEWIRE_BACKUP_PASSPHRASE.
name: Backup

on:
  schedule:
    - cron: "17 3 * * *"
  workflow_dispatch:

permissions:
  contents: read

jobs:
  backup:
    if: github.event.repository.private && vars.EDGEWIRE_URL != ''
    runs-on: ubuntu-latest
    steps:
${SETUP}
      - run: npx edgewire backup backup --to "$EDGEWIRE_URL"
        env:
          EDGEWIRE_URL: \${{ vars.EDGEWIRE_URL }}
          EDGEWIRE_TOKEN: \${{ secrets.EDGEWIRE_TOKEN }}
          EDGEWIRE_BACKUP_PASSPHRASE: \${{ secrets.EDGEWIRE_BACKUP_PASSPHRASE }}
      - uses: actions/upload-artifact@v4
        with:
          name: backup
          path: backup
          retention-days: 30
`,
];

const DEPLOY = `# Deploys the workers when a release is published, or by hand: after an upgrade of edgewire, for example.
# Needs the secrets CLOUDFLARE_API_TOKEN (Workers, D1, R2 and Queues: edit), CLOUDFLARE_ACCOUNT_ID and EDGEWIRE_TOKEN.
name: Deploy

on:
  release:
    types: [published]
  workflow_dispatch:

permissions:
  contents: read

jobs:
  deploy:
    runs-on: ubuntu-latest
    concurrency: deploy
    steps:
${SETUP}
      - run: npm run deploy
        env:
          CLOUDFLARE_API_TOKEN: \${{ secrets.CLOUDFLARE_API_TOKEN }}
          CLOUDFLARE_ACCOUNT_ID: \${{ secrets.CLOUDFLARE_ACCOUNT_ID }}
          EDGEWIRE_TOKEN: \${{ secrets.EDGEWIRE_TOKEN }}
`;
