namespace Orders.Tests.Wiring;

/// <summary>A test that needs the Aspire half of Orders.AppHost. Where that is not built it counts as skipped, never as passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AspireFactAttribute : FactAttribute
{
    public AspireFactAttribute() => Skip = AspireModel.Missing;
}

/// <summary>A test that runs the Aspire host, which needs a container engine too.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AspireRunFactAttribute : FactAttribute
{
    public AspireRunFactAttribute() => Skip = AspireRun.Missing;
}
