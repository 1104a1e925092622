using Orders.AppHost.Embedded;

namespace Orders.Tests.Servers;

/// <summary>Is about what <c>eng/native/librdkafka</c> changes in the in-memory broker, and skipped where librdkafka is the package's.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PatchedBrokerTheoryAttribute : TheoryAttribute
{
    public PatchedBrokerTheoryAttribute() => Skip = Repository.BuildsLibrdkafka ? null : "This librdkafka is not built here, and its in-memory broker not patched.";
}
