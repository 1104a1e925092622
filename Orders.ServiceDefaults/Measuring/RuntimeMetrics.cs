using System.Runtime;
using Prometheus;

namespace Orders.ServiceDefaults.Measuring;

/// <summary>
/// What the runtime knows of itself, beside the process_* and dotnet_* figures of prometheus-net. The values are read when
/// somebody collects, so in between they cost nothing; .NET's meters would have to be listened to all the time.
/// </summary>
internal static class RuntimeMetrics
{
    private static readonly string[] Generations = ["0", "1", "2", "loh", "poh"];

    private static readonly Counter GcPauses = Metrics.CreateCounter("dotnet_gc_pause_seconds_total", "Time for which the garbage collector stood the process still.");
    private static readonly Counter Allocated = Metrics.CreateCounter("dotnet_gc_allocated_bytes_total", "Bytes allocated on the managed heap since the start.");
    private static readonly Gauge HeapSize = Metrics.CreateGauge("dotnet_gc_heap_size_bytes", "Size of a generation after the last collection.", "generation");
    private static readonly Gauge Fragmented = Metrics.CreateGauge("dotnet_gc_heap_fragmented_bytes", "Gaps in the managed heap after the last collection.");
    private static readonly Gauge Committed = Metrics.CreateGauge("dotnet_gc_committed_bytes", "Memory that the managed heap held after the last collection.");
    private static readonly Gauge MemoryLimit = Metrics.CreateGauge("dotnet_gc_memory_limit_bytes", "Memory that the garbage collector may use: the container's limit or the machine's memory.");
    private static readonly Gauge PoolThreads = Metrics.CreateGauge("dotnet_threadpool_threads", "Threads of the thread pool.");
    private static readonly Gauge PoolQueue = Metrics.CreateGauge("dotnet_threadpool_queue_length", "Work items that wait for a thread of the pool.");
    private static readonly Counter PoolItems = Metrics.CreateCounter("dotnet_threadpool_completed_items_total", "Work items that the thread pool has done.");
    private static readonly Counter Contentions = Metrics.CreateCounter("dotnet_lock_contentions_total", "Times that a thread had to wait for a lock.");
    private static readonly Gauge Timers = Metrics.CreateGauge("dotnet_timers", "Timers that are running.");
    private static readonly Counter Exceptions = Metrics.CreateCounter("dotnet_exceptions_total", "Exceptions thrown, also those that were caught.");
    private static readonly Counter JitMethods = Metrics.CreateCounter("dotnet_jit_methods_total", "Methods compiled since the start.");
    private static readonly Counter JitTime = Metrics.CreateCounter("dotnet_jit_seconds_total", "Time spent compiling methods.");
    private static readonly Gauge Processors = Metrics.CreateGauge("dotnet_processors", "Processors that this process may use.");
    private static readonly Gauge Info = Metrics.CreateGauge("dotnet_info", "Always 1; the labels say which runtime this is and how it collects garbage.", "version", "gc");

    private static int _exported;

    /// <summary>Adds them to the default registry, once for the process.</summary>
    public static void Export()
    {
        if (Interlocked.Exchange(ref _exported, 1) == 1)
        {
            return;
        }

        Processors.Set(Environment.ProcessorCount);
        Info.WithLabels(Environment.Version.ToString(), GCSettings.IsServerGC ? "server" : "workstation").Set(1);
        AppDomain.CurrentDomain.FirstChanceException += (_, _) => Exceptions.Inc();
        Metrics.DefaultRegistry.AddBeforeCollectCallback(() =>
        {
            ReadGarbageCollector();
            ReadScheduler();
            JitMethods.IncTo(JitInfo.GetCompiledMethodCount());
            JitTime.IncTo(JitInfo.GetCompilationTime().TotalSeconds);
        });
    }

    private static void ReadGarbageCollector()
    {
        GcPauses.IncTo(GC.GetTotalPauseDuration().TotalSeconds);
        Allocated.IncTo(GC.GetTotalAllocatedBytes());
        var info = GC.GetGCMemoryInfo();
        for (var generation = 0; generation < Generations.Length; generation++)
        {
            HeapSize.WithLabels(Generations[generation]).Set(info.GenerationInfo[generation].SizeAfterBytes);
        }

        Fragmented.Set(info.FragmentedBytes);
        Committed.Set(info.TotalCommittedBytes);
        MemoryLimit.Set(info.TotalAvailableMemoryBytes);
    }

    private static void ReadScheduler()
    {
        PoolThreads.Set(ThreadPool.ThreadCount);
        PoolQueue.Set(ThreadPool.PendingWorkItemCount);
        PoolItems.IncTo(ThreadPool.CompletedWorkItemCount);
        Contentions.IncTo(Monitor.LockContentionCount);
        Timers.Set(Timer.ActiveCount);
    }
}
