using System.Runtime.InteropServices;
using Orders.ServiceDefaults.Hosting;
using Orders.Tests.Servers;

namespace Orders.Tests.Unit.ServiceDefaults;

public sealed class NativeHeapTests
{
    private const int Blocks = 200;
    private const int BlockBytes = 100_000;
    private const int PageBytes = 4096;

    [Fact]
    public void Memory_that_is_taken_and_given_back_again_and_again_is_not_asked_of_the_kernel_each_time()
    {
        Assert.True(NativeHeap.KeepFreeMemory());
        TakeAndGiveBack();
        var before = PageFaults.OfThisThread();

        for (var number = 0; number < 10; number++)
        {
            TakeAndGiveBack();
        }

        // Each time would be five thousand: 20 MB in pages of 4 KB.
        Assert.InRange(PageFaults.OfThisThread() - before, 0, 500);
    }

    /// <summary>Each smaller than what the library takes from the kernel by itself.</summary>
    private static void TakeAndGiveBack()
    {
        var blocks = new nint[Blocks];
        for (var index = 0; index < Blocks; index++)
        {
            blocks[index] = Marshal.AllocHGlobal(BlockBytes);
            for (var offset = 0; offset < BlockBytes; offset += PageBytes)
            {
                Marshal.WriteByte(blocks[index], offset, 1);
            }
        }

        foreach (var block in blocks)
        {
            Marshal.FreeHGlobal(block);
        }
    }
}
