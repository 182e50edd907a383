//! Shapes of secrets whose makers gave them a prefix, so that they can be found.
//!
//! Which makers, prefixes and lengths there are is known from the makers' own documents and from the
//! rule set that Gitleaks keeps (MIT, <https://github.com/gitleaks/gitleaks>, `cmd/generate/config/rules`;
//! its rule is named beside each kind). Lengths are the least that is in use.

use super::letters::{alphanumeric, base64, capitals, dotted, hexadecimal, path, word};

/// A prefix, and what has to follow it.
pub(super) struct Shape {
    pub(super) prefix: &'static str,
    /// Characters of what follows.
    pub(super) letters: fn(u8) -> bool,
    /// Least number of them.
    pub(super) least: usize,
    /// What it is, with its article.
    pub(super) kind: &'static str,
}

const fn shape(
    prefix: &'static str,
    letters: fn(u8) -> bool,
    least: usize,
    kind: &'static str,
) -> Shape {
    Shape { prefix, letters, least, kind }
}

/// Sorted by maker within each group.
pub(super) const SHAPES: &[Shape] = &[
    // Clouds and hosts: aws-access-token, alibaba-access-key-id, gcp-api-key, digitalocean-*,
    // databricks-api-token, flyio-access-token, heroku-api-key-v2, netlify, planetscale-*, pulumi, scalingo.
    shape("AKIA", capitals, 16, "an access key id of AWS"),
    shape("ASIA", capitals, 16, "a temporary access key id of AWS"),
    shape("ABIA", capitals, 16, "a bearer token of AWS"),
    shape("ACCA", capitals, 16, "a credential of AWS"),
    shape("LTAI", alphanumeric, 20, "an access key id of Alibaba Cloud"),
    shape("AIza", word, 35, "an API key of Google"),
    shape("GOCSPX-", word, 28, "a client secret of Google"),
    shape("ya29.", word, 60, "an access token of Google"),
    shape("dop_v1_", hexadecimal, 64, "an access token of DigitalOcean"),
    shape("doo_v1_", hexadecimal, 64, "an OAuth token of DigitalOcean"),
    shape("dor_v1_", hexadecimal, 64, "a refresh token of DigitalOcean"),
    shape("dapi", hexadecimal, 32, "an API token of Databricks"),
    shape("fo1_", word, 43, "an access token of Fly.io"),
    shape("fm2_", base64, 100, "a machine token of Fly.io"),
    shape("HRKU-AA", word, 58, "an API key of Heroku"),
    shape("nfp_", alphanumeric, 36, "an access token of Netlify"),
    shape("pscale_tkn_", dotted, 32, "a token of PlanetScale"),
    shape("pscale_pw_", dotted, 32, "a password of PlanetScale"),
    shape("pscale_oauth_", dotted, 32, "an OAuth token of PlanetScale"),
    shape("pul-", hexadecimal, 40, "an access token of Pulumi"),
    shape("sbp_", hexadecimal, 40, "an access token of Supabase"),
    shape("tk-us-", word, 48, "an API token of Scalingo"),
    // Code and packages: github-*, gitlab-*, bitbucket, sourcegraph, npm-access-token, pypi-upload-token,
    // rubygems-api-token, clojars-api-token, jfrog, dockerhub, buildkite.
    shape("ghp_", alphanumeric, 36, "a personal access token of GitHub"),
    shape("gho_", alphanumeric, 36, "an OAuth token of GitHub"),
    shape("ghu_", alphanumeric, 36, "a user token of GitHub"),
    shape("ghs_", alphanumeric, 36, "a server token of GitHub"),
    shape("ghr_", alphanumeric, 36, "a refresh token of GitHub"),
    shape("github_pat_", word, 40, "a personal access token of GitHub"),
    shape("glpat-", word, 20, "a personal access token of GitLab"),
    shape("gldt-", word, 20, "a deploy token of GitLab"),
    shape("glrt-", word, 20, "a runner token of GitLab"),
    shape("glptt-", hexadecimal, 40, "a trigger token of GitLab"),
    shape("glcbt-", word, 20, "a job token of GitLab"),
    shape("glft-", word, 20, "a feed token of GitLab"),
    shape("glimt-", word, 20, "a mail token of GitLab"),
    shape("glagent-", word, 50, "an agent token of GitLab"),
    shape("gloas-", word, 64, "an application secret of GitLab"),
    shape("GR1348941", word, 20, "a runner registration token of GitLab"),
    shape("ATBB", alphanumeric, 32, "an app password of Bitbucket"),
    shape("sgp_", word, 40, "an access token of Sourcegraph"),
    shape("npm_", alphanumeric, 36, "an access token of npm"),
    shape("pypi-AgE", word, 40, "an API token of PyPI"),
    shape("rubygems_", hexadecimal, 48, "an API key of RubyGems"),
    shape("CLOJARS_", alphanumeric, 60, "a token of Clojars"),
    shape("AKCp", alphanumeric, 69, "an API key of Artifactory"),
    shape("dckr_pat_", word, 27, "an access token of Docker Hub"),
    shape("bkua_", hexadecimal, 40, "an API token of Buildkite"),
    shape("CCIPAT_", word, 40, "a personal token of CircleCI"),
    // Operations: hashicorp-*, vault-*, doppler-api-token, grafana-*, new-relic-*, sentry-*, dynatrace-api-token,
    // infracost-api-token, octopus-deploy-api-key, prefect-api-token, age-secret-key, 1password-*.
    shape("hvs.", word, 24, "a token of Vault"),
    shape("hvb.", word, 100, "a batch token of Vault"),
    shape("dp.pt.", alphanumeric, 43, "a token of Doppler"),
    shape("dp.st.", dotted, 43, "a service token of Doppler"),
    shape("glc_", base64, 32, "a token of Grafana Cloud"),
    shape("glsa_", word, 41, "a service account token of Grafana"),
    shape("NRAK-", capitals, 27, "a user key of New Relic"),
    shape("NRII-", word, 32, "an insert key of New Relic"),
    shape("sntrys_", base64, 60, "an organisation token of Sentry"),
    shape("sntryu_", hexadecimal, 64, "a user token of Sentry"),
    shape("dt0c01.", dotted, 80, "an API token of Dynatrace"),
    shape("ico-", alphanumeric, 32, "an API key of Infracost"),
    shape("API-", capitals, 26, "an API key of Octopus Deploy"),
    shape("pnu_", alphanumeric, 36, "an API key of Prefect"),
    shape("AGE-SECRET-KEY-1", capitals, 58, "a secret key of age"),
    shape("ops_eyJ", base64, 200, "a service account token of 1Password"),
    // Messages: slack-*, discord and teams webhooks, sendgrid-api-token, sendinblue-api-token, mailgun-*.
    shape("xoxb-", word, 20, "a bot token of Slack"),
    shape("xoxp-", word, 20, "a user token of Slack"),
    shape("xoxa-", word, 20, "a token of Slack"),
    shape("xoxe-", word, 20, "a configuration token of Slack"),
    shape("xoxe.xox", dotted, 40, "a configuration token of Slack"),
    shape("xoxr-", word, 20, "a refresh token of Slack"),
    shape("xoxs-", word, 20, "a session token of Slack"),
    shape("xapp-", word, 40, "an app token of Slack"),
    shape("hooks.slack.com/services/T", path, 30, "a webhook of Slack"),
    shape("hooks.slack.com/workflows/T", path, 30, "a webhook of Slack"),
    shape("discord.com/api/webhooks/", path, 60, "a webhook of Discord"),
    shape("SG.", dotted, 60, "an API key of SendGrid"),
    shape("xkeysib-", word, 64, "an API key of Brevo"),
    shape("pubkey-", hexadecimal, 32, "a key of Mailgun"),
    // Money: stripe-access-token, square-*, shopify-*, flutterwave-*, easypost-*.
    shape("sk_live_", alphanumeric, 16, "a secret key of Stripe"),
    shape("rk_live_", alphanumeric, 16, "a restricted key of Stripe"),
    shape("whsec_", base64, 32, "a webhook secret of Stripe"),
    shape("sq0atp-", word, 22, "an access token of Square"),
    shape("sq0csp-", word, 43, "a secret of Square"),
    shape("shpat_", hexadecimal, 32, "an access token of Shopify"),
    shape("shpca_", hexadecimal, 32, "an access token of Shopify"),
    shape("shppa_", hexadecimal, 32, "an access token of Shopify"),
    shape("shpss_", hexadecimal, 32, "a shared secret of Shopify"),
    shape("FLWSECK-", alphanumeric, 32, "a secret key of Flutterwave"),
    shape("EZAK", alphanumeric, 54, "an API key of EasyPost"),
    // Documents and plans: atlassian-api-token, linear-api-key, notion-api-token, postman-api-token,
    // readme-api-token, typeform-api-token, frameio-api-token, figma.
    shape("ATATT3", word, 80, "an API token of Atlassian"),
    shape("lin_api_", alphanumeric, 40, "an API key of Linear"),
    shape("ntn_", alphanumeric, 46, "an integration secret of Notion"),
    shape("PMAK-", word, 59, "an API key of Postman"),
    shape("rdme_", alphanumeric, 70, "an API key of ReadMe"),
    shape("tfp_", dotted, 59, "an API token of Typeform"),
    shape("fio-u-", word, 64, "an API token of Frame.io"),
    shape("figd_", word, 40, "an access token of Figma"),
    // Models: anthropic-*, openai-api-key, huggingface-*, perplexity-api-key.
    shape("sk-ant-", word, 40, "an API key of Anthropic"),
    shape("sk-proj-", word, 40, "an API key of OpenAI"),
    shape("sk-svcacct-", word, 40, "an API key of OpenAI"),
    shape("sk-admin-", word, 40, "an admin key of OpenAI"),
    shape("hf_", alphanumeric, 34, "an access token of Hugging Face"),
    shape("pplx-", alphanumeric, 48, "an API key of Perplexity"),
    shape("gsk_", alphanumeric, 52, "an API key of Groq"),
    shape("r8_", alphanumeric, 37, "an API token of Replicate"),
    // jwt
    shape("eyJ", dotted, 60, "a JSON Web Token"),
];

/// What makes a secret of the word that it stands in: hashicorp-tf-api-token, openai-api-key, and the
/// key of an account of Azure Storage.
pub(super) const INFIXES: &[(&str, &str)] =
    &[(".atlasv1.", "an API token of Terraform Cloud"), ("T3BlbkFJ", "an API key of OpenAI")];
