using Aspire.Npgsql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Orders.Tests.Unit.Compat;

public sealed class AspireNpgsqlTests
{
    [Fact]
    public async Task The_data_source_uses_the_connection_string_of_that_name()
    {
        using var host = Build(new() { ["ConnectionStrings:orders"] = "Host=one;Database=d" });

        await using var dataSource = host.Services.GetRequiredService<NpgsqlDataSource>();

        Assert.Equal("one", new NpgsqlConnectionStringBuilder(dataSource.ConnectionString).Host);
    }

    [Fact]
    public void A_connection_string_wins_over_the_section_and_the_named_section_over_the_general_one()
    {
        NpgsqlSettings? seen = null;
        using var host = Build(
            new()
            {
                ["Aspire:Npgsql:ConnectionString"] = "Host=general",
                ["Aspire:Npgsql:DisableTracing"] = "true",
                ["Aspire:Npgsql:DisableMetrics"] = "true",
                ["Aspire:Npgsql:orders:ConnectionString"] = "Host=named",
                ["Aspire:Npgsql:orders:DisableMetrics"] = "false",
                ["ConnectionStrings:orders"] = "Host=string",
            },
            settings => seen = settings);

        Assert.Equal("Host=string", seen!.ConnectionString);
        Assert.True(seen.DisableTracing);
        Assert.False(seen.DisableMetrics);
    }

    [Fact]
    public async Task The_caller_has_the_last_word_on_the_settings_and_on_the_data_source()
    {
        using var host = Build(
            new() { ["ConnectionStrings:orders"] = "Host=one" },
            settings => settings.ConnectionString = "Host=two",
            dataSource => dataSource.ConnectionStringBuilder.MaxPoolSize = 7);

        await using var dataSource = host.Services.GetRequiredService<NpgsqlDataSource>();

        var connection = new NpgsqlConnectionStringBuilder(dataSource.ConnectionString);
        Assert.Equal("two", connection.Host);
        Assert.Equal(7, connection.MaxPoolSize);
    }

    [Fact]
    public void A_missing_connection_string_is_reported_when_the_data_source_is_asked_for()
    {
        using var host = Build([]);

        var exception = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<NpgsqlDataSource>());

        Assert.Contains("ConnectionStrings:orders", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_health_check_is_registered_unless_the_settings_disable_it(bool disabled)
    {
        using var host = Build(
            new() { ["ConnectionStrings:orders"] = "Host=one" },
            settings => settings.DisableHealthChecks = disabled);

        var checks = host.Services.GetService<IOptions<HealthCheckServiceOptions>>()?.Value.Registrations.Select(check => check.Name) ?? [];

        Assert.Equal(!disabled, checks.Contains("PostgreSql"));
    }

    private static IHost Build(
        Dictionary<string, string?> configuration,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSource = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.AddNpgsqlDataSource(
            "orders",
            settings =>
            {
                settings.DisableHealthChecks = true;
                configureSettings?.Invoke(settings);
            },
            configureDataSource);
        return builder.Build();
    }
}
