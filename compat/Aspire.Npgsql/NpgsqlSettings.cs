namespace Aspire.Npgsql;

/// <summary>What the configuration section <c>Aspire:Npgsql</c> (and <c>Aspire:Npgsql:{connection name}</c>) may say.</summary>
public class NpgsqlSettings
{
    /// <summary><c>ConnectionStrings:{connection name}</c> wins over this one.</summary>
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    public bool DisableMetrics { get; set; }
}
